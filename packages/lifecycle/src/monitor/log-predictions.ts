import { type LogAnswer, type ParsedInputOf, Problem } from '@tend/protocol';
import { change } from '../audit/change.ts';
import { servingDeployment } from '../deploy/index.ts';
import { promotedStanding } from '../govern/index.ts';
import type { Deps } from '../ports.ts';
import { instantOf } from '../record/instant.ts';

/**
 * Records predictions of a serving version that runs elsewhere, so that monitoring and `why` know them like its own.
 * TND-4006 where nothing serves, TND-1009 where what serves answers here and logs by itself.
 */
export async function logPredictions(deps: Deps, input: ParsedInputOf<'log'>): Promise<LogAnswer> {
  const deployment = await servingDeployment(deps);
  if (!deployment)
    throw new Problem('TND-4006', { message: 'no version is deployed', next: ['npx --no-install tend deploy'] });
  const { version, charter, evaluation } = await deps.store.read((reader) =>
    promotedStanding(deps, reader, deployment),
  );
  if (version.origin !== 'external')
    throw new Problem('TND-1009', {
      message: `${version.modelName}@v${version.number} answers here and logs its predictions by itself`,
      expected: 'a serving version that runs elsewhere',
      came: 'one that Tend trained',
      next: ['npx --no-install tend predict'],
    });
  const timeColumn = charter.data.time?.column;
  const now = deps.clock.now();
  const ids = await deps.predictions.append(
    deployment.id,
    input.predictions.map(({ score, row, at }) => {
      const time = timeColumn === undefined ? undefined : row[timeColumn];
      return {
        deploymentId: deployment.id,
        versionDigest: version.digest,
        at: at === undefined ? now : instantOf(at),
        eventTime: typeof time === 'string' ? instantOf(time) : null,
        row,
        score,
        isPositive: score >= evaluation.body.threshold,
      };
    }),
  );
  const labels = input.predictions.flatMap(({ outcome, knownAt }, i) =>
    outcome === undefined
      ? []
      : [
          {
            predictionId: ids[i] ?? '',
            outcome: outcome ? 1 : 0,
            knownAt: knownAt === undefined ? now : instantOf(knownAt),
            at: now,
          },
        ],
  );
  await change(
    deps,
    { action: 'predictions logged', subject: deployment.id, facts: { predictions: ids.length, labels: labels.length } },
    async (transaction) => {
      if (labels.length > 0) await transaction.from('label').insertMissing(...labels);
    },
  );
  return { ids, labelled: labels.length };
}
