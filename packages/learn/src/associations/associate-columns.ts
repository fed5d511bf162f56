import { adjustFalseDiscovery, type ContingencyTable, columnPairs, contingencyTable } from '@tend/kernels';
import { associateLevels, associateMixed, associateNumbers, confidence, leastRows } from './associate-pair.ts';
import type { AssociatedColumn, Association, Associations } from './association.ts';
import { type CoarseColumn, coarseColumn } from './coarse-column.ts';
import type { CodedColumns } from './coded-columns.ts';
import { allPairs, correlateNumbers } from './correlate-numbers.ts';
import type { DenseColumn } from './dense-column.ts';
import { affordableRows } from './draw-rows.ts';
import { drawnColumn, drawnCounts, type JointTable, levelQuantiles } from './joint-table.ts';
import { type MissingRows, missingRows } from './missing-rows.ts';
import { levelsOf, sumsByLevel } from './sums-by-level.ts';

export interface AssociationOptions {
  /** All columns of the table unless given. */
  readonly columns?: readonly string[];
  /** Of more rows a sample of so many is read; unless given, as many as `affordableRows` says. */
  readonly mostRows?: number;
}

interface Prepared {
  readonly dense: DenseColumn;
  readonly coarse: CoarseColumn;
  readonly missing: MissingRows;
}

const coarseness = { bins: 10, levels: 50, leastRows: 5 };
/** Pairs that deserve a drawing: beyond noise, not weak, and the strongest of those. */
const notable = { adjusted: 0.01, strength: 0.3, pairs: 30 };

/**
 * Associates every pair of columns over these rows: Pearson and Spearman for numbers, dates and instants, bias-corrected
 * Cramer's V for texts and truth values, the correlation ratio for one of each, mutual information for all; each with a
 * 95% interval that takes rows for independent. RangeError for an unknown column.
 */
export function associateColumns(coded: CodedColumns, options: AssociationOptions = {}): Associations {
  const names = options.columns ?? coded.table.columns.map(({ name }) => name);
  const sample = coded.sample(options.mostRows ?? affordableRows(names.length));
  const prepared = prepare(names.map((name) => sample.of(name)));
  const varying = prepared.filter(varies);
  const associate = associator(varying);
  const found: Omit<Association, 'adjusted'>[] = [];
  let leftOut = 0;
  for (const [i, a] of varying.entries())
    for (const b of varying.slice(i + 1)) {
      const pair = associate(a, b);
      if (pair === undefined) leftOut++;
      else found.push(pair);
    }
  const adjusted = adjustFalseDiscovery(found.map(({ pValue }) => pValue));
  const pairs = found.map((pair, i) => ({ ...pair, adjusted: adjusted[i] ?? 1 }) as Association);
  return {
    rowCount: coded.rows.length,
    sampleSize: sample.rows.length,
    confidence,
    columns: prepared.map(describe),
    pairs: withDrawings(pairs, prepared),
    leftOut,
  };
}

function prepare(columns: readonly DenseColumn[]): readonly Prepared[] {
  const missing = missingRows(columns);
  return columns.map((dense, i) => ({
    dense,
    coarse: coarseColumn(dense, coarseness),
    missing: missing[i] ?? new Int32Array(0),
  }));
}

function varies({ dense, coarse }: Prepared): boolean {
  return dense.as === 'number' ? dense.counts.length > 1 : coarse.bins.length > 1;
}

type Associate = (a: Prepared, b: Prepared) => Omit<Association, 'adjusted'> | undefined;

/** Associates pairs of these columns, the first before the second; undefined where they have too few rows or do not vary. */
function associator(columns: readonly Prepared[]): Associate {
  const sums = columnPairs();
  const numbers = columns.flatMap(({ dense, coarse, missing }) =>
    dense.as === 'number' ? [{ dense, coarse, missing }] : [],
  );
  const levels = columns.filter(({ dense }) => dense.as === 'levels');
  const correlationOf = correlateNumbers(sums, numbers, allPairs(numbers.length), leastRows);
  const sumsOf = numbers.map((number) => sumsByLevel(sums, number, levels));
  const placeOf = new Map(
    [...numbers, ...levels].map(({ dense }, i) => [dense, i < numbers.length ? i : i - numbers.length]),
  );
  const place = ({ dense }: Prepared): number => placeOf.get(dense) ?? 0;
  const table = (a: Prepared, b: Prepared): ContingencyTable =>
    contingencyTable(sums.counts(levelsOf(a.coarse), levelsOf(b.coarse)), b.coarse.bins.length);
  return (a, b) => {
    const names = [a.dense.name, b.dense.name] as const;
    if (a.dense.as === 'levels' && b.dense.as === 'levels') return associateLevels(names, table(a, b));
    if (a.dense.as === 'number' && b.dense.as === 'number') {
      const correlation = correlationOf([place(a), place(b)]);
      return correlation && associateNumbers(names, correlation, table(a, b));
    }
    const [level, number] = a.dense.as === 'levels' ? [a, b] : [b, a];
    const byLevel = sumsOf[place(number)]?.[place(level)];
    return byLevel && associateMixed([level.dense.name, number.dense.name], byLevel, table(level, number));
  };
}

function describe(column: Prepared): AssociatedColumn {
  const { dense, coarse } = column;
  const others = coarse.bins.find((bin) => bin.type === 'others');
  return {
    column: dense.name,
    kind: dense.kind,
    as: dense.as,
    missing: dense.missing,
    distinct: dense.counts.filter((count) => count > 0).length,
    ...(others === undefined ? {} : { folded: { levels: others.levels, rows: others.n } }),
    varies: varies(column),
  };
}

function withDrawings(pairs: readonly Association[], prepared: readonly Prepared[]): readonly Association[] {
  const worth = (pair: Association): number =>
    pair.type === 'numbers' ? Math.max(pair.strength, pair.anyShape) : pair.strength;
  const drawn = new Set(
    pairs
      .filter((pair) => pair.adjusted < notable.adjusted && worth(pair) >= notable.strength)
      .sort((a, b) => worth(b) - worth(a))
      .slice(0, notable.pairs),
  );
  const byName = new Map(prepared.map((column) => [column.dense.name, column]));
  const coarse = new Map<string, CoarseColumn>();
  const drawnOf = (column: Prepared): CoarseColumn => {
    const known = coarse.get(column.dense.name) ?? drawnColumn(column.dense);
    coarse.set(column.dense.name, known);
    return known;
  };
  return pairs.map((pair) => {
    const [a, b] = pair.columns.map((name) => byName.get(name));
    if (!drawn.has(pair) || a === undefined || b === undefined) return pair;
    const joint: JointTable =
      b.dense.as === 'number' && a.dense.as === 'levels'
        ? levelQuantiles(drawnOf(a), b.dense)
        : drawnCounts(drawnOf(a), drawnOf(b));
    return { ...pair, joint };
  });
}
