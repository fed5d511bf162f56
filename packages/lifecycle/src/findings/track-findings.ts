import type { Stage } from '@tend/protocol';
import type { Ports } from '../ports.ts';
import type { Transaction } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
import { appendEvent } from './finding-history.ts';
import { findingId } from './finding-id.ts';
import { isWorse } from './is-worse.ts';
import type { SeenFinding } from './seen-finding.ts';
import { extentOf } from './waived-findings.ts';

type Row = Tables['finding'];
type Event = Tables['findingEvent']['event'];
type TrackingPorts = Pick<Ports, 'sha256' | 'utf8' | 'clock'>;

/**
 * Brings the findings of a stage to what it sees now. A finding is one object over all iterations: it opens when it is
 * seen, closes by itself when it is no longer seen (`gone`) or the stage has dealt with it (`settled`), and opens again
 * when its cause is back, whoever closed it. A waiver holds until its end or until the cause is worse than what was waived.
 */
export async function trackFindings(
  ports: TrackingPorts,
  transaction: Transaction,
  stage: Stage,
  seen: readonly SeenFinding[],
): Promise<void> {
  const now = ports.clock.now();
  const known = new Map((await transaction.from('finding').find({ stage })).map((row) => [row.id, row]));
  const present = new Set<string>();
  for (const finding of seen) {
    const id = findingId(ports, stage, finding);
    if (present.has(id)) continue;
    present.add(id);
    await trackOne(transaction, id, stage, finding, known.get(id), now);
  }
  for (const row of known.values())
    if (!present.has(row.id) && row.state !== 'resolved') await closeGone(transaction, row, now);
}

async function trackOne(
  transaction: Transaction,
  id: string,
  stage: Stage,
  seen: SeenFinding,
  row: Row | undefined,
  now: number,
): Promise<void> {
  const { event, ...standing } = standingAfter(row, seen, now);
  // What a waiver covers stays what was accepted: else a cause could double in small steps.
  const extent = standing.state === 'waived' && row !== undefined ? extentOfRow(row) : extentOf(seen);
  const recordDigest = seen.record ?? null;
  const next: Row = {
    id,
    stage,
    kind: seen.kind,
    subject: storable(seen.subject),
    message: storable(seen.message),
    ...extent,
    cause: storable(extent.cause),
    owner: seen.owner ?? null,
    ...standing,
    recordDigest,
    lastSeen: now,
    at: row?.at ?? now,
  };
  if (row === undefined) await transaction.from('finding').insert(next);
  else await transaction.from('finding').update({ id }, next);
  if (row === undefined) await appendEvent(transaction, next, 'seen', now);
  if (event !== undefined) await appendEvent(transaction, next, event, now);
}

type Standing = Pick<Row, 'state' | 'person' | 'reason' | 'waivedUntil' | 'reopened'>;

function standingAfter(
  row: Row | undefined,
  seen: SeenFinding,
  now: number,
): Standing & { readonly event: Event | undefined } {
  const reopened = row?.reopened ?? 0;
  const open: Standing = { state: 'open', person: null, reason: null, waivedUntil: null, reopened };
  if (row?.state === 'waived') {
    const { person, reason, waivedUntil } = row;
    if (waivedUntil === null || waivedUntil <= now) return { ...open, reopened: reopened + 1, event: 'expired' };
    if (isWorse(extentOf(seen), extentOfRow(row))) return { ...open, reopened: reopened + 1, event: 'worse' };
    return { state: 'waived', person, reason, waivedUntil, reopened, event: undefined };
  }
  if (seen.settled !== undefined) {
    const isSettled = row?.state === 'resolved' && row.reason === seen.settled;
    return { ...open, state: 'resolved', reason: seen.settled, event: isSettled ? undefined : 'settled' };
  }
  if (row?.state === 'resolved') return { ...open, reopened: reopened + 1, event: 'reopened' };
  return { ...open, event: undefined };
}

function extentOfRow({ cause, severity, failing, total }: Row): Pick<Row, 'cause' | 'severity' | 'failing' | 'total'> {
  return { cause, severity, failing, total };
}

async function closeGone(transaction: Transaction, row: Row, now: number): Promise<void> {
  const closed = { state: 'resolved', person: null, reason: 'no longer seen', waivedUntil: null } as const;
  await transaction.from('finding').update({ id: row.id }, closed);
  await appendEvent(transaction, { ...row, ...closed }, 'gone', now);
}

/** Sentences about data may hold what a database does not take in a text. */
function storable(text: string): string {
  return text.replaceAll('\0', '\u2400').toWellFormed();
}
