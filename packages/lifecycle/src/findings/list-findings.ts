import type { FindingSummary, FindingsAnswer, ParsedInputOf } from '@tend/protocol';
import type { Deps } from '../ports.ts';
import { isoInstant } from '../record/instant.ts';
import type { Tables } from '../store/tables.ts';
import { findFinding } from './find-finding.ts';
import { countFindings, summariseFinding } from './summarise-finding.ts';

const rank = { block: 0, warn: 1, info: 2 } as const;

/** The open findings, what blocks first; with `show: all` also remarks and closed ones; with an id one and its history. */
export async function listFindings(deps: Deps, input: ParsedInputOf<'findings'>): Promise<FindingsAnswer> {
  const now = deps.clock.now();
  return deps.store.read(async (reader) => {
    const open = await countFindings(reader, now);
    if (input.id !== undefined) {
      const row = await findFinding(reader, input.id);
      const events = await reader.from('findingEvent').find({ findingId: row.id }, { orderBy: 'number' });
      return { open, findings: [summariseFinding(row, now)], history: events.map(summariseEvent) };
    }
    const rows = await reader.from('finding').find(input.stage === undefined ? {} : { stage: input.stage });
    const findings = rows
      .map((row) => summariseFinding(row, now))
      .filter(({ state, severity }) => input.show === 'all' || (state === 'open' && severity !== 'info'))
      .sort(byUrgency);
    return { open, findings, history: [] };
  });
}

function byUrgency(a: FindingSummary, b: FindingSummary): number {
  const isClosed = (finding: FindingSummary): number => (finding.state === 'open' ? 0 : 1);
  return (
    isClosed(a) - isClosed(b) ||
    rank[a.severity] - rank[b.severity] ||
    b.firstSeen.localeCompare(a.firstSeen) ||
    a.id.localeCompare(b.id)
  );
}

function summariseEvent(row: Tables['findingEvent']): FindingsAnswer['history'][number] {
  const { event, person, reason, failing, total, recordDigest: record, at } = row;
  return { event, at: isoInstant(at), person, reason, failing, total, record };
}
