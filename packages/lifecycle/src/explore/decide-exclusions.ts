import type { Finding, LeakSuspect } from '@tend/learn';
import type { Charter } from '@tend/protocol';
import { hasColumn, type Table } from '@tend/table';
import { coveringWaiver, type WaivedFinding } from '../findings/index.ts';
import type { Ports } from '../ports.ts';
import type { ExclusionBody, ExplorationBody } from './records.ts';
import { seenFinding } from './seen-finding.ts';

/** What is known of the columns when it is decided which of them the models may see. */
export interface ExclusionFacts {
  readonly charter: Charter;
  readonly table: Table;
  readonly suspects: readonly LeakSuspect[];
  readonly ranked: readonly Finding[];
  readonly waived: ReadonlyMap<string, WaivedFinding>;
}

/**
 * The columns that models may not see, by computation and by the charter, and those that a person keeps. A suspect is kept by
 * the word of a person; a certain leak only where its finding is waived besides, which is a second person's word. A column
 * that is merely very good, by itself or at its far end, asks a person and stays: it may be the signal one looks for, and a
 * later time may be planned. What gives the outcome away by being there at all is taken out, and so is the column of
 * `data.key`: it says whose row it is, and a model that learned it would know persons.
 */
export function decideExclusions(
  ports: Pick<Ports, 'sha256' | 'utf8'>,
  { charter, table, suspects, ranked, waived }: ExclusionFacts,
): Pick<ExplorationBody, 'exclusions' | 'kept'> {
  const kept = charter.data.keep.map((item) => ({ column: item.column, person: item.by, reason: item.reason }));
  const keeps = new Set(kept.map(({ column }) => column));
  const byPerson = charter.data.exclude
    .map((item): ExclusionBody => ({ column: item.column, by: 'charter', person: item.by, reason: item.reason }))
    .filter(({ column }) => hasColumn(table, column));
  const { key } = charter.data;
  if (key !== undefined && hasColumn(table, key) && !keeps.has(key) && !byPerson.some(({ column }) => column === key))
    byPerson.push({
      column: key,
      by: 'charter',
      person: charter.objective.owner,
      reason: 'data.key says whose row it is',
    });
  const persons = new Set(byPerson.map(({ column }) => column));
  const computed = suspects.flatMap((suspect): readonly ExclusionBody[] => {
    const { column, grade } = suspect;
    const finding = ranked.find(({ kind, subject }) => kind === 'leak' && subject === column);
    const isWaived =
      finding !== undefined && coveringWaiver(ports, waived, 'explore', seenFinding(finding)) !== undefined;
    const isKept = keeps.has(column) && (grade === 'suspect' || isWaived);
    if (persons.has(column) || isKept || (grade === 'suspect' && asksOnly(suspect))) return [];
    return [
      { column, by: 'computed', person: null, reason: finding?.message ?? `${column} seems to know the outcome` },
    ];
  });
  return { exclusions: [...computed, ...byPerson], kept };
}

function asksOnly({ evidence }: LeakSuspect): boolean {
  if (evidence.type === 'region') return evidence.kind === 'tail';
  return evidence.type === 'alone' || evidence.type === 'strongest' || evidence.type === 'later';
}
