import { columnOf } from '@tend/table';
import { type CodedColumns, codedColumns } from '../associations/coded-columns.ts';
import { foldsOf } from '../target-relations/outcome.ts';
import type { ExplorationInput } from './exploration-parts.ts';
import { exploreRelations, type Relations } from './explore-relations.ts';
import { findLeakSuspects } from './find-leak-suspects.ts';
import { findRedundancies, type Redundancy } from './find-redundancies.ts';
import { type KnownRows, knownRows } from './known-rows.ts';
import type { LeakSuspect } from './leak-suspect.ts';
import { type LeakTarget, rowsOfKnownTarget } from './leak-target.ts';
import { relateToTarget, type TargetRelation } from './relate-to-target.ts';
import { type TargetOverTime, targetOverTime } from './target-over-time.ts';

/** How columns go together and with the target, and which of them may give it away. */
export interface TargetExploration {
  /** Rows whose outcome is known; none where there is no target. */
  readonly known: number;
  /** Among them, where the outcome is yes or no. */
  readonly positives?: number;
  /** Of outcomes that are yes or no; `together.columns` has those of all kinds. */
  readonly relations: readonly TargetRelation[];
  readonly redundancies: readonly Redundancy[];
  readonly suspects: readonly LeakSuspect[];
  /** How columns go together, and with the target: associations, curves, interactions, reversals, redundant groups. */
  readonly together: Relations;
  readonly time?: TargetOverTime;
}

/** Relates the columns to each other and to the target, where there is one. RangeError for an unknown column. */
export function exploreTarget(input: ExplorationInput): TargetExploration {
  const { table, rows, target, columns, timeColumn, sources } = input;
  const decided = target?.type === 'binary' ? knownRows(rows, target.y) : undefined;
  const coded = codedColumns(table, rows);
  const redundancies = findRedundancies(coded, columns);
  const relations = decided === undefined ? [] : relateAll(coded, decided, columns);
  const suspects =
    target === undefined
      ? []
      : findLeakSuspects(coded, target, {
          columns,
          redundancies,
          ...(decided === undefined ? {} : { relations }),
          unknown: rowsOfUnknown(target, table.rowCount),
          ...(sources === undefined ? {} : { sources }),
          ...(timeColumn === undefined ? {} : { timeColumn }),
        });
  const time = decided === undefined ? undefined : overTime(input, decided);
  return {
    known: target === undefined ? 0 : rowsOfKnownTarget(target, rows).length,
    ...(decided === undefined ? {} : { positives: decided.positives }),
    relations,
    redundancies,
    suspects,
    together: exploreRelations(coded, target, columns, new Set(suspects.map(({ column }) => column))),
    ...(time === undefined ? {} : { time }),
  };
}

function overTime({ table, timeColumn }: ExplorationInput, known: KnownRows): TargetOverTime | undefined {
  const clock = timeColumn === undefined ? undefined : columnOf(table, timeColumn);
  return clock === undefined || clock.kind === 'text' ? undefined : targetOverTime(clock, known);
}

function relateAll(coded: CodedColumns, known: KnownRows, columns: readonly string[]): readonly TargetRelation[] {
  const decided = coded.among(known.rows);
  const folds = foldsOf(known.rows.length);
  return columns.map((name) => relateToTarget(decided.of(name), known, folds));
}

function rowsOfUnknown(target: LeakTarget, rowCount: number): Int32Array {
  const all = new Int32Array(rowCount);
  for (let row = 0; row < rowCount; row++) all[row] = row;
  const isKnown = new Uint8Array(rowCount);
  for (const row of rowsOfKnownTarget(target, all)) isKnown[row] = 1;
  let n = 0;
  for (let row = 0; row < rowCount; row++) if (isKnown[row] === 0) all[n++] = row;
  return all.slice(0, n);
}
