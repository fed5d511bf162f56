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
import { knownRows } from './known-rows.ts';
import type { LeakSuspect } from './leak-suspect.ts';
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
  /** Rows whose outcome is known, and the positives among them. */
  readonly known: number;
  readonly positives: number;
  readonly profiles: readonly ColumnProfile[];
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

/**
 * Explores training rows only. `y` has one entry a row of the table: 1, 0, or -1 for unknown. RangeError for an unknown
 * column.
 */
export function explore(table: Table, rows: Int32Array, y: Int8Array, options: ExploreOptions): Exploration {
  const known = knownRows(rows, y);
  const columns = options.columns.map((name) => columnOf(table, name));
  const clock = options.timeColumn === undefined ? undefined : columnOf(table, options.timeColumn);
  const time = clock === undefined || clock.kind === 'text' ? undefined : targetOverTime(clock, known);
  const redundancies = findRedundancies(table, rows, options.columns);
  const relations = columns.map((column) => relateToTarget(column, known));
  const { timeColumn, sources } = options;
  const suspects = findLeakSuspects(
    table,
    rows,
    { type: 'binary', y },
    {
      columns: options.columns,
      redundancies,
      relations,
      unknown: rowsOfUnknown(y),
      ...(sources === undefined ? {} : { sources }),
      ...(timeColumn === undefined ? {} : { timeColumn }),
    },
  );
  const target = { type: 'binary', y } as const;
  const isWhole = searchedRows(rows, options.columns.length).length === rows.length;
  const binned = isWhole ? { binned: binColumns(table, rows, options.columns) } : {};
  const looked = { columns: options.columns, target };
  const found = clockOf(table, rows, options);
  const periods = found === undefined ? undefined : periodsOf(found, rows);
  const timeBehaviour = findTimeBehaviour(table, rows, {
    ...looked,
    ...(timeColumn === undefined ? {} : { timeColumn }),
  });
  return {
    rowCount: rows.length,
    known: known.rows.length,
    positives: known.positives,
    profiles: columns.map((column) => profileColumn(column, rows)),
    relations,
    redundancies,
    suspects,
    together: exploreRelations(
      table,
      rows,
      { type: 'binary', y },
      options.columns,
      new Set(suspects.map(({ column }) => column)),
    ),
    ...(time === undefined ? {} : { time }),
    missingness: findMissingness(table, rows, { ...looked, ...binned, ...(periods === undefined ? {} : { periods }) }),
    rowPatterns: findRowPatterns(table, rows, { ...looked, ...binned }),
    ...(timeBehaviour === undefined ? {} : { timeBehaviour }),
    texts: findTextColumns(table, rows, looked),
  };
}

function rowsOfUnknown(y: Int8Array): Int32Array {
  return Int32Array.from(y.keys()).filter((row) => (y[row] ?? -1) < 0);
}
