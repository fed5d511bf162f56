import { columnOf, type Table } from '@tend/table';
import { findMissingness, type Missingness } from '../missingness/find-missingness.ts';
import type { ColumnProfile } from '../profile/column-profile.ts';
import { sketchColumn } from '../profile/column-sketch.ts';
import { describeSketch } from '../profile/describe-sketch.ts';
import { encodeSketches } from '../profile/encode-sketches.ts';
import { type BinnedColumn, binColumns } from '../row-patterns/bin-columns.ts';
import { findRowPatterns, type RowPatterns } from '../row-patterns/find-row-patterns.ts';
import { searchedRows } from '../row-patterns/searched-rows.ts';
import { findTextColumns, type TextBehaviour } from '../text-columns/find-text-columns.ts';
import { findTimeBehaviour, type TimeBehaviour } from '../time-behaviour/find-time-behaviour.ts';
import { rowTimes } from '../time-behaviour/row-times.ts';
import { exploreTarget, type TargetExploration } from './explore-target.ts';
import type { LeakTarget } from './leak-target.ts';

export interface ExploreOptions {
  /** Candidates, without the columns that the target is computed from. */
  readonly columns: readonly string[];
  readonly timeColumn?: string;
  /** The columns that the target is computed from. */
  readonly sources?: readonly string[];
  /** Whether the sketches that profiles are made of are given back as bytes, to be kept. Rows ascend, then. */
  readonly keepsSketches?: boolean;
}

/** What is explored, as data that a structured clone keeps: some rows of a table, with the outcome where there is one. */
export interface ExplorationInput extends ExploreOptions {
  readonly table: Table;
  readonly rows: Int32Array;
  readonly target?: LeakTarget;
}

/** What an exploration is put together from. No part needs another one, so that each can be computed in any thread. */
export interface ExplorationParts {
  readonly relations: TargetExploration;
  readonly profiles: ColumnProfiles;
  readonly texts: readonly TextBehaviour[];
  readonly timeBehaviour: TimeBehaviour | undefined;
  readonly missingness: Missingness;
  readonly rowPatterns: RowPatterns;
}

export interface ColumnProfiles {
  readonly profiles: readonly ColumnProfile[];
  /** The bytes of `encodeSketches`, where they were asked for. */
  readonly sketches?: Uint8Array;
}

export type PartName = keyof ExplorationParts;

/** The longest stands first: a thread that comes to help begins at the other end. What reads the same stands together. */
export const partNames: readonly PartName[] = [
  'relations',
  'profiles',
  'texts',
  'timeBehaviour',
  'missingness',
  'rowPatterns',
];

type Programs = { readonly [Name in PartName]: () => ExplorationParts[Name] };

/** Computes parts by name; what several of them read is made once. RangeError for an unknown column. */
export function partsOf(input: ExplorationInput): <Name extends PartName>(name: Name) => ExplorationParts[Name] {
  const { table, rows, target, columns, timeColumn } = input;
  const asked = { columns, ...(target === undefined ? {} : { target }) };
  const named = timeColumn === undefined ? {} : { timeColumn };
  const binned = once(() => binnedOf(input));
  const times = once(() => rowTimes(table, rows, input));
  const programs: Programs = {
    relations: () => exploreTarget(input),
    profiles: () => profilesOf(input),
    texts: () => findTextColumns(table, rows, asked),
    timeBehaviour: () => {
      const found = times();
      return found && findTimeBehaviour(table, rows, { ...asked, ...named, times: found });
    },
    missingness: () => {
      const periods = times()?.periods;
      return findMissingness(table, rows, { ...asked, ...binned(), ...(periods && { periods }) });
    },
    rowPatterns: () => findRowPatterns(table, rows, { ...asked, ...binned() }),
  };
  return (name) => programs[name]();
}

function profilesOf({ table, rows, columns, keepsSketches = false }: ExplorationInput): ColumnProfiles {
  const sketches = columns.map((name) => sketchColumn(columnOf(table, name), rows));
  const profiles = sketches.map(describeSketch);
  return keepsSketches
    ? { profiles, sketches: encodeSketches({ tableRows: table.rowCount, rows, columns: sketches }) }
    : { profiles };
}

function binnedOf({ table, rows, columns }: ExplorationInput): { readonly binned?: readonly BinnedColumn[] } {
  const isWhole = searchedRows(rows, columns.length).length === rows.length;
  return isWhole ? { binned: binColumns(table, rows, columns) } : {};
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
