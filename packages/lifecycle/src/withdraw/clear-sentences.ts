import { change } from '../audit/change.ts';
import { eraseValues } from './erase-values.ts';
import type { Erasure } from './erasure.ts';

/** Takes the key out of the sentences of findings and alarms, which may quote cells. Gives how many held it. */
export async function clearSentences({ deps, withdrawalId, keyColumn, key }: Erasure): Promise<number> {
  const without = <R extends object>(row: R): Partial<R> | undefined => {
    const { value, erasedCount } = eraseValues(row, keyColumn, key);
    return erasedCount === 0 ? undefined : (value as Partial<R>);
  };
  const { findings, events, alarms } = await deps.store.read(async (reader) => ({
    findings: await reader.from('finding').find({}),
    events: await reader.from('findingEvent').find({}),
    alarms: await reader.from('alarm').find({}),
  }));
  const cleared = {
    findings: findings.flatMap(({ id, message, cause, reason }) => pairOf({ id }, without({ message, cause, reason }))),
    events: events.flatMap(({ findingId, number, reason }) => pairOf({ findingId, number }, without({ reason }))),
    alarms: alarms.flatMap(({ id, message }) => pairOf({ id }, without({ message }))),
  };
  const count = cleared.findings.length + cleared.events.length + cleared.alarms.length;
  if (count === 0) return 0;
  await change(deps, { action: 'sentences cleared', subject: withdrawalId, facts: { count } }, async (transaction) => {
    for (const [where, set] of cleared.findings) await transaction.from('finding').update(where, set);
    for (const [where, set] of cleared.events) await transaction.from('findingEvent').update(where, set);
    for (const [where, set] of cleared.alarms) await transaction.from('alarm').update(where, set);
  });
  return count;
}

function pairOf<W, S>(where: W, set: S | undefined): readonly (readonly [W, S])[] {
  return set === undefined ? [] : [[where, set]];
}
