import type { Deps } from '../ports.ts';
import { makeRecord, putRecord } from '../record/record.ts';
import type { Transaction } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
import { appendEvent } from './finding-history.ts';
import type { FindingDecisionBody } from './records.ts';

/** A decision of the acting person. `until` is the last day of a waiver, `waivedUntil` its end in epoch milliseconds. */
export interface FindingDecision {
  readonly decision: FindingDecisionBody['decision'];
  readonly reason: string;
  readonly until: string | null;
  readonly waivedUntil: number | null;
  readonly at: number;
}

/** A finding after a decision, and the digest of the decision's record. */
export interface DecidedFinding {
  readonly row: Tables['finding'];
  readonly record: string;
}

/** Writes a decision about a finding down: as a record, in the finding's row and in its history. */
export async function decideFinding(
  deps: Deps,
  transaction: Transaction,
  finding: Tables['finding'],
  { decision, reason, until, waivedUntil, at }: FindingDecision,
): Promise<DecidedFinding> {
  const { id, stage, kind, subject, severity, cause, failing, total } = finding;
  const person = deps.actor.name;
  const record = makeRecord(deps, 'findingDecision', {
    inputs: { shownBy: finding.recordDigest },
    finding: id,
    after: await transaction.from('findingEvent').count({ findingId: id }),
    ...{ stage, kind, subject, severity, cause, failing, total },
    ...{ decision, person, reason, until },
  });
  await putRecord(transaction, record, { actor: deps.actor, at });
  const standing = { state: decision, person, reason, waivedUntil } as const;
  await transaction.from('finding').update({ id }, standing);
  await appendEvent(transaction, { ...finding, ...standing, recordDigest: record.digest }, decision, at);
  return { row: { ...finding, ...standing }, record: record.digest };
}
