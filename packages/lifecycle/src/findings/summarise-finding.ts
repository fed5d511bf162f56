import type { FindingCounts, FindingSummary } from '@tend/protocol';
import { isoInstant } from '../record/instant.ts';
import type { Reader } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';

/** A finding as it stands at `now`: a waiver that has ended no longer counts. */
export function summariseFinding(row: Tables['finding'], now: number): FindingSummary {
  const { id, stage, kind, subject, severity, message, failing, total, owner, person, reason, reopened } = row;
  const isOver = row.state === 'waived' && (row.waivedUntil === null || row.waivedUntil <= now);
  return {
    id,
    stage,
    kind,
    subject,
    severity,
    message,
    failing,
    total,
    state: isOver ? 'open' : row.state,
    owner,
    person: isOver ? null : person,
    reason: isOver ? null : reason,
    until: isOver || row.waivedUntil === null ? null : isoInstant(row.waivedUntil - 1).slice(0, 10),
    reopened,
    firstSeen: isoInstant(row.at),
    lastSeen: isoInstant(row.lastSeen),
    record: row.recordDigest,
  };
}

/** Open findings by severity. */
export async function countFindings(reader: Reader, now: number): Promise<FindingCounts> {
  const rows = await reader.from('finding').find({ state: ['open', 'waived'] });
  const open = rows.filter((row) => summariseFinding(row, now).state === 'open');
  const count = (severity: keyof FindingCounts): number => open.filter((row) => row.severity === severity).length;
  return { block: count('block'), warn: count('warn'), info: count('info') };
}
