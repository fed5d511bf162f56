import { adjustFalseDiscovery } from '@tend/kernels';
import type { ColumnKind, Schema } from '@tend/table';
import type { ColumnDrift } from '../drift/column-drift.ts';
import { compareColumns } from '../drift/compare-columns.ts';
import type { ColumnProfile, FrequentValue, TimeProfile } from '../profile/column-profile.ts';
import { countInBins } from '../profile/count-in-bins.ts';
import { describeSketch } from '../profile/describe-sketch.ts';
import type { KeptSketch } from '../profile/kept-sketch.ts';
import { leastRows } from '../profile/least-rows.ts';
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

/** A table as it is compared: what its columns are, and the sketches of those that are looked at. */
export interface SketchedTable {
  readonly schema: Schema;
  /** Rows that were sketched. */
  readonly rowCount: number;
  readonly sketches: readonly KeptSketch[];
}

/** Compares the columns that were sketched in both tables. RangeError for one without its profile in `after`. */
export function compareTables(
  before: SketchedTable,
  after: SketchedTable & { readonly profiles: readonly ColumnProfile[] },
): TableComparison {
  const was = new Map(before.sketches.map((sketch) => [sketch.column, sketch]));
  const shared = after.sketches.flatMap((now) => {
    const other = was.get(now.column);
    return other === undefined ? [] : [{ was: other, now }];
  });
  const found = shared
    .filter((both) => familyOf(both.was.kind) === familyOf(both.now.kind))
    .map((both) => compareOne(both.was, both.now, profileOf(after.profiles, both.now.column)));
  const adjusted = adjustFalseDiscovery(found.map(({ drift }) => drift.pValue));
  return {
    rowsBefore: before.rowCount,
    rows: after.rowCount,
    added: notIn(after.schema, before.schema),
    removed: notIn(before.schema, after.schema),
    retyped: shared.flatMap(({ was: { column, kind: from }, now: { kind: to } }) =>
      from === to ? [] : [{ column, before: from, after: to }],
    ),
    columns: found
      .map((one, i): ComparedColumn => {
        const p = adjusted[i] ?? 1;
        return { ...one, adjusted: p, isShift: p <= alpha && one.drift.effect >= leastShift };
      })
      .sort((a, b) => Number(b.isShift) - Number(a.isShift) || b.drift.effect - a.drift.effect),
  };
}

function notIn(schema: Schema, other: Schema): readonly TypedColumn[] {
  const names = new Set(other.map(({ name }) => name));
  return schema.filter(({ name }) => !names.has(name)).map(({ name, kind }) => ({ column: name, kind }));
}

function profileOf(profiles: readonly ColumnProfile[], name: string): ColumnProfile {
  const found = profiles.find(({ column }) => column === name);
  if (found === undefined) throw new RangeError(`expected a profile of "${name}", came none`);
  return found;
}

function familyOf(kind: ColumnKind): ColumnKind {
  return kind === 'integer' ? 'number' : kind;
}

function compareOne(
  before: KeptSketch,
  after: KeptSketch,
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
function countsOf(
  sketch: KeptSketch,
  profile: ColumnProfile,
): Pick<ComparedColumn, 'countsBefore' | 'below' | 'above'> {
  const edges = edgesOf(profile);
  const shown = (count: number): number => (count < leastRows ? 0 : count);
  if (edges !== undefined && sketch.kind !== 'text') {
    const { counts, below, above } = countInBins(distributionOf(sketch.numbers.distribution), edges, false);
    return { countsBefore: counts.map(shown), below: shown(below), above: shown(above) };
  }
  const counts = new Map(frequentIn(sketch).map(({ value, count }) => [String(value), count]));
  const countsBefore = profile.frequent.map(({ value }) => shown(counts.get(String(value)) ?? 0));
  return { countsBefore, below: 0, above: 0 };
}

function frequentIn(sketch: KeptSketch): readonly FrequentValue[] {
  if (sketch.kind !== 'text') return describeSketch(sketch).frequent;
  const { dictionary, counts } = sketch.texts;
  return dictionary.map((value, code) => ({ value, count: counts[code] as number }));
}

function edgesOf(profile: ColumnProfile): readonly number[] | undefined {
  if (profile.kind === 'number' || profile.kind === 'integer') return profile.histogram?.edges;
  if (profile.kind === 'date' || profile.kind === 'instant')
    return (profile as TimeProfile).histogram?.edges.map((edge) => timeValueOf(edge, profile.kind));
  return undefined;
}
