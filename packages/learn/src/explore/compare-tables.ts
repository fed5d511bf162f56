import { adjustFalseDiscovery } from '@tend/kernels';
import { type Column, columnOf, hasColumn, type Table, takeRows } from '@tend/table';
import type { ColumnDrift } from '../drift/column-drift.ts';
import { compareColumns } from '../drift/compare-columns.ts';
import type { ColumnProfile, TimeProfile } from '../profile/column-profile.ts';
import { sketchColumn } from '../profile/column-sketch.ts';
import { countInBins } from '../profile/count-in-bins.ts';
import { leastRows } from '../profile/least-rows.ts';
import { profileColumn } from '../profile/profile-column.ts';
import { distributionOf } from '../profile/value-distribution.ts';
import { timeValueOf } from './time-value-of.ts';

/** How the rows of one table differ from those of an earlier one: aggregates, and the same bins for both. */
export interface TableComparison {
  readonly rowsBefore: number;
  readonly rows: number;
  readonly added: readonly TypedColumn[];
  readonly removed: readonly TypedColumn[];
  /** Columns of both whose types cannot be compared. */
  readonly retyped: readonly { readonly column: string; readonly before: string; readonly after: string }[];
  /** Columns of both, those that differ most first. */
  readonly columns: readonly ComparedColumn[];
}

export interface TypedColumn {
  readonly column: string;
  readonly kind: string;
}

export interface ComparedColumn {
  readonly drift: ColumnDrift;
  /** Adjusted for false discovery over all columns (Benjamini and Hochberg 1995). */
  readonly adjusted: number;
  /** Beyond noise and of a stability index of 0.1 or more. */
  readonly isShift: boolean;
  readonly meanBefore: number | null;
  readonly mean: number | null;
  readonly missingBefore: number;
  readonly missing: number;
  /** Along the bins of the column's histogram, or else its frequent values; a count of 1 to 4 shows 0. */
  readonly countsBefore: readonly number[];
  readonly below: number;
  readonly above: number;
}

const alpha = 0.01;
const leastShift = 0.1;

/** Compares columns of both tables on these rows of each. `columns` names those that are looked at. */
export function compareTables(
  before: { readonly table: Table; readonly rows: Int32Array },
  after: { readonly table: Table; readonly rows: Int32Array; readonly profiles: readonly ColumnProfile[] },
  columns: readonly string[],
): TableComparison {
  const [was, now] = [before, after].map(({ table, rows }) => takeRows(table, rows)) as [Table, Table];
  const shared = columns.filter((name) => hasColumn(was, name) && hasColumn(now, name));
  const comparable = shared.filter((name) => isComparable(columnOf(was, name), columnOf(now, name)));
  const typed = (table: Table, other: Table): readonly TypedColumn[] =>
    table.columns.filter(({ name }) => !hasColumn(other, name)).map(({ name, kind }) => ({ column: name, kind }));
  const found = comparable.map((name) =>
    compareOne(columnOf(was, name), columnOf(now, name), profileOf(after, name, now)),
  );
  const adjusted = adjustFalseDiscovery(found.map(({ drift }) => drift.pValue));
  return {
    rowsBefore: before.rows.length,
    rows: after.rows.length,
    added: typed(now, was),
    removed: typed(was, now),
    retyped: shared.flatMap((name) => {
      const [from, to] = [columnOf(was, name).kind, columnOf(now, name).kind];
      return from === to ? [] : [{ column: name, before: from, after: to }];
    }),
    columns: found
      .map((one, i): ComparedColumn => {
        const p = adjusted[i] ?? 1;
        return { ...one, adjusted: p, isShift: p <= alpha && one.drift.effect >= leastShift };
      })
      .sort((a, b) => Number(b.isShift) - Number(a.isShift) || b.drift.effect - a.drift.effect),
  };
}

function profileOf(after: { readonly profiles: readonly ColumnProfile[] }, name: string, table: Table): ColumnProfile {
  return after.profiles.find(({ column }) => column === name) ?? profileColumn(columnOf(table, name));
}

function isComparable(a: Column, b: Column): boolean {
  const family = ({ kind }: Column): string => (kind === 'integer' ? 'number' : kind);
  return family(a) === family(b);
}

function compareOne(
  before: Column,
  after: Column,
  profile: ColumnProfile,
): Omit<ComparedColumn, 'adjusted' | 'isShift'> {
  const { before: was, after: now, drift } = compareColumns(before, after);
  return {
    drift,
    meanBefore: was.kind === 'text' ? null : was.mean,
    mean: now.kind === 'text' ? null : now.mean,
    missingBefore: was.missing,
    missing: now.missing,
    ...countsOf(before, profile),
  };
}

/** The rows of another column in the bins, or at the frequent values, of a profile. */
function countsOf(column: Column, profile: ColumnProfile): Pick<ComparedColumn, 'countsBefore' | 'below' | 'above'> {
  const edges = edgesOf(profile);
  const sketch = sketchColumn(column);
  const shown = (count: number): number => (count < leastRows ? 0 : count);
  if (edges !== undefined && sketch.kind !== 'text') {
    const { counts, below, above } = countInBins(distributionOf(sketch.numbers.distribution), edges, false);
    return { countsBefore: counts.map(shown), below: shown(below), above: shown(above) };
  }
  const { frequent } = profileColumn(column);
  const of = new Map(frequentCounts(column).map(({ value, count }) => [String(value), count]));
  for (const { value, count } of frequent) of.set(String(value), count);
  return { countsBefore: profile.frequent.map(({ value }) => shown(of.get(String(value)) ?? 0)), below: 0, above: 0 };
}

function frequentCounts(column: Column): readonly { readonly value: string; readonly count: number }[] {
  if (column.kind !== 'text') return [];
  const counts = new Int32Array(column.dictionary.length);
  for (const code of column.codes) if (code >= 0) counts[code] = (counts[code] ?? 0) + 1;
  return column.dictionary.map((value, code) => ({ value, count: counts[code] ?? 0 }));
}

function edgesOf(profile: ColumnProfile): readonly number[] | undefined {
  if (profile.kind === 'number' || profile.kind === 'integer') return profile.histogram?.edges;
  if (profile.kind === 'date' || profile.kind === 'instant')
    return (profile as TimeProfile).histogram?.edges.map((edge) => timeValueOf(edge, profile.kind));
  return undefined;
}
