import { type ParsedInputOf, Problem, type WithdrawAnswer } from '@tend/protocol';
import { withLease } from '../access/lease.ts';
import { change } from '../audit/change.ts';
import { loadCharter } from '../charter/load-charter.ts';
import { writeCard } from '../govern/index.ts';
import type { Deps } from '../ports.ts';
import type { Tables } from '../store/tables.ts';
import { tombstonesOf } from '../withdrawn/index.ts';
import { clearSentences } from './clear-sentences.ts';
import { erasePayloads } from './erase-payloads.ts';
import { erasePredictions } from './erase-predictions.ts';
import type { Erasure } from './erasure.ts';
import { findRemains } from './find-remains.ts';
import { openWithdrawal } from './open-withdrawal.ts';
import { holdsKey, personKey } from './person-key.ts';

/**
 * Withdraws a person: no later taking has their rows, and what is stored of them is erased, with a tombstone for each
 * payload. Then searches every file for the bytes of the key. Running it again finishes what was interrupted. TND-1005
 * where the charter does not name the key column, TND-1009 where the reason holds the key, TND-3109 for a secret that is
 * not here, TND-4003 while an iteration runs.
 */
export async function withdraw(deps: Deps, input: ParsedInputOf<'withdraw'>): Promise<WithdrawAnswer> {
  const keyColumn = (await loadCharter(deps)).data.key;
  if (keyColumn === undefined)
    throw new Problem('TND-1005', {
      message: 'the charter does not say which column names a person',
      expected: 'the column under data.key in tend.yaml',
      came: 'no data.key',
      next: ['write data.key into tend.yaml'],
    });
  const key = personKey(input.key);
  if (input.reason.includes(input.key) || holdsKey(input.reason, key))
    throw new Problem('TND-1009', {
      message: 'the reason holds the key, and reasons are kept for good',
      expected: 'a reason that names nobody',
      came: 'one with the key in it',
    });
  return withLease(deps, 'the iteration', async () => {
    const withdrawalId = await openWithdrawal(deps, key, input.reason);
    return eraseEverywhere({ deps, withdrawalId, key, keyColumn });
  });
}

async function eraseEverywhere(erasure: Erasure): Promise<WithdrawAnswer> {
  const { deps, withdrawalId, key } = erasure;
  const payloads = await erasePayloads(erasure);
  const log = await erasePredictions(erasure);
  const sentences = await clearSentences(erasure);
  const versions = await versionsTrainedOn(erasure);
  for (const { row } of versions) await writeCard(deps, row);
  await deps.store.scrub();
  const remains = await findRemains(erasure);
  const isClean = !key.isDistinctive || !remains.some(({ isStored }) => isStored);
  const isComplete = payloads.serving.length === 0 && log.busy.length === 0 && isClean;
  const at = deps.clock.now();
  await change(
    deps,
    {
      action: isComplete ? 'withdrawal ended' : 'withdrawal not ended',
      subject: withdrawalId,
      facts: { payloads: payloads.payloads, predictions: log.predictions, files: remains.length },
    },
    async (transaction) => {
      if (isComplete) await transaction.from('withdrawal').update({ id: withdrawalId }, { endedAt: at });
    },
  );
  return {
    withdrawal: withdrawalId,
    rows: payloads.rows,
    payloads: payloads.payloads,
    predictions: log.predictions,
    segments: log.segments,
    labels: log.labels,
    sentences,
    versions: versions.map(({ row, deployments }) => ({
      name: row.modelName,
      number: row.number,
      digest: row.digest,
      deployments,
    })),
    remains,
    isComplete,
    isDistinctive: key.isDistinctive,
    next: nextStep(
      versions.some(({ deployments }) => deployments.length > 0),
      isComplete,
    ),
  };
}

interface Trained {
  readonly row: Tables['version'];
  /** Ids of deployments that serve or stand by. */
  readonly deployments: readonly string[];
}

/** The versions whose data held the person. */
async function versionsTrainedOn({ deps, withdrawalId }: Erasure): Promise<readonly Trained[]> {
  return deps.store.read(async (reader) => {
    const found: Trained[] = [];
    for (const row of await reader.from('version').find({})) {
      const tombstones = await tombstonesOf(deps, reader, row);
      if (!tombstones.some((tombstone) => tombstone.withdrawalId === withdrawalId)) continue;
      const live = await reader.from('deployment').find({ versionDigest: row.digest, state: ['serving', 'standby'] });
      found.push({ row, deployments: live.map(({ id }) => id) });
    }
    return found;
  });
}

function nextStep(isServing: boolean, isComplete: boolean): string {
  if (isServing) return 'train without them, deploy that, and withdraw again: npx --no-install tend run';
  return isComplete ? 'npx --no-install tend run' : 'npx --no-install tend data withdraw';
}
