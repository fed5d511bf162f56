import { columnOf, type Table } from '@tend/table';
import { findMissingness, type Missingness } from '../missingness/find-missingness.ts';
import type { ColumnProfile } from '../profile/column-profile.ts';
import { profileColumn } from '../profile/profile-column.ts';
import { binColumns } from '../row-patterns/bin-columns.ts';
import { findRowPatterns, type RowPatterns } from '../row-patterns/find-row-patterns.ts';
import { searchedRows } from '../row-patterns/searched-rows.ts';
import { findTextColumns, type TextBehaviour } from '../text-columns/find-text-columns.ts';
import { clockOf, findTimeBehaviour, type TimeBehaviour } from '../time-behaviour/find-time-behaviour.ts';
import { periodsOf } from '../time-behaviour/periods.ts';
import { exploreRelations, type Relations } from './explore-relations.ts';
import { findLeakSuspects } from './find-leak-suspects.ts';
import { findRedundancies, type Redundancy } from './find-redundancies.ts';
import { type KnownRows, knownRows } from './known-rows.ts';
import type { LeakSuspect } from './leak-suspect.ts';
import { type LeakTarget, rowsOfKnownTarget } from './leak-target.ts';
import { relateToTarget, type TargetRelation } from './relate-to-target.ts';
import { type TargetOverTime, targetOverTime } from './target-over-time.ts';

export interface ExploreOptions {
  /** Candidates, without the columns that the target is computed from. */
  readonly columns: readonly string[];
  readonly timeColumn?: string;
  /** The columns that the target is computed from. */
  readonly sources?: readonly string[];
}

/** What the training rows say about the columns and the target: aggregates, no values of single rows. */
export interface Exploration {
  readonly rowCount: number;
  /** Rows whose outcome is known; none where there is no target. */
  readonly known: number;
  /** Among them, where the outcome is yes or no. */
  readonly positives?: number;
  readonly profiles: readonly ColumnProfile[];
  /** Of outcomes that are yes or no; `together.columns` has those of all kinds. */
  readonly relations: readonly TargetRelation[];
  readonly redundancies: readonly Redundancy[];
  readonly suspects: readonly LeakSuspect[];
  /** How columns go together, and with the target: associations, curves, interactions, reversals, redundant groups. */
  readonly together: Relations;
  readonly time?: TargetOverTime;
  readonly missingness: Missingness;
  readonly rowPatterns: RowPatterns;
  /** By the named column of times, or one that was found. */
  readonly timeBehaviour?: TimeBehaviour;
  readonly texts: readonly TextBehaviour[];
}

/** Explores these rows of a table, with the outcome where there is one. RangeError for an unknown column. */
export function explore(
  table: Table,
  rows: Int32Array,
  target: LeakTarget | undefined,
  options: ExploreOptions,
): Exploration {
  const { timeColumn, sources } = options;
  const named = timeColumn === undefined ? {} : { timeColumn };
  const columns = options.columns.map((name) => columnOf(table, name));
  const decided = target?.type === 'binary' ? knownRows(rows, target.y) : undefined;
  const redundancies = findRedundancies(table, rows, options.columns);
  const relations = decided === undefined ? [] : columns.map((column) => relateToTarget(column, decided));
  const suspects =
    target === undefined
      ? []
      : findLeakSuspects(table, rows, target, {
          columns: options.columns,
          redundancies,
          ...(decided === undefined ? {} : { relations }),
          unknown: rowsOfUnknown(target, table.rowCount),
          ...(sources === undefined ? {} : { sources }),
          ...named,
        });
  const isWhole = searchedRows(rows, options.columns.length).length === rows.length;
  const binned = isWhole ? { binned: binColumns(table, rows, options.columns) } : {};
  const looked = { columns: options.columns, ...(target === undefined ? {} : { target }) };
  const found = clockOf(table, rows, options);
  const periods = found === undefined ? undefined : periodsOf(found, rows);
  const timeBehaviour = findTimeBehaviour(table, rows, { ...looked, ...named });
  const time = decided === undefined ? undefined : overTime(table, timeColumn, decided);
  return {
    rowCount: rows.length,
    known: target === undefined ? 0 : rowsOfKnownTarget(target, rows).length,
    ...(decided === undefined ? {} : { positives: decided.positives }),
    profiles: columns.map((column) => profileColumn(column, rows)),
    relations,
    redundancies,
    suspects,
    together: exploreRelations(table, rows, target, options.columns, new Set(suspects.map(({ column }) => column))),
    ...(time === undefined ? {} : { time }),
    missingness: findMissingness(table, rows, { ...looked, ...binned, ...(periods === undefined ? {} : { periods }) }),
    rowPatterns: findRowPatterns(table, rows, { ...looked, ...binned }),
    ...(timeBehaviour === undefined ? {} : { timeBehaviour }),
    texts: findTextColumns(table, rows, looked),
  };
}

function overTime(table: Table, timeColumn: string | undefined, known: KnownRows): TargetOverTime | undefined {
  const clock = timeColumn === undefined ? undefined : columnOf(table, timeColumn);
  return clock === undefined || clock.kind === 'text' ? undefined : targetOverTime(clock, known);
}

function rowsOfUnknown(target: LeakTarget, rowCount: number): Int32Array {
  const isKnown = new Uint8Array(rowCount);
  const all = Int32Array.from({ length: rowCount }, (_, row) => row);
  for (const row of rowsOfKnownTarget(target, all)) isKnown[row] = 1;
  return all.filter((row) => isKnown[row] === 0);
}
