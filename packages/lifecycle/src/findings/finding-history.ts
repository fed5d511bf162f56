import type { Transaction } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';

type Event = Tables['findingEvent'];

/** Writes down what happened to a finding, with its extent and standing at that time. */
export async function appendEvent(
  transaction: Transaction,
  finding: Tables['finding'],
  event: Event['event'],
  at: number,
): Promise<void> {
  const { id, person, reason, failing, total, recordDigest } = finding;
  const number = (await transaction.from('findingEvent').count({ findingId: id })) + 1;
  await transaction
    .from('findingEvent')
    .insert({ findingId: id, number, event, person, reason, failing, total, recordDigest, at });
}
