import { putTombstone } from '../withdrawn/index.ts';
import { eraseValues } from './erase-values.ts';
import type { Erasure } from './erasure.ts';

export interface ErasedPredictions {
  readonly predictions: number;
  readonly segments: number;
  readonly labels: number;
  /** Segments that another process still writes. */
  readonly busy: readonly string[];
}

/**
 * Erases the person's predictions from the log of every deployment, and the outcomes that were recorded for them. A
 * prediction is theirs where its row holds the key.
 */
export async function erasePredictions({ deps, withdrawalId, key, keyColumn }: Erasure): Promise<ErasedPredictions> {
  const deployments = await deps.store.read((reader) => reader.from('deployment').find({}));
  let [predictions, segments, labels] = [0, 0, 0];
  const busy: string[] = [];
  for (const id of new Set(deployments.map((deployment) => deployment.id))) {
    const result = await deps.predictions.erase(
      id,
      ({ row }) => eraseValues(row, keyColumn, key).erasedCount > 0,
      async (segment) => {
        segments++;
        predictions += segment.predictions.length;
        const body = {
          withdrawal: withdrawalId,
          erased: segment.digest,
          what: 'segment',
          standIn: segment.digestAfter,
          erasedCount: segment.predictions.length,
          payloads: {},
        } as const;
        await putTombstone(deps, body, async (transaction) => {
          labels += await transaction.from('label').remove({ predictionId: segment.predictions });
        });
      },
    );
    busy.push(...result.busy);
  }
  return { predictions, segments, labels, busy };
}
