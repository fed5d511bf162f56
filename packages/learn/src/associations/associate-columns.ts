import { adjustFalseDiscovery } from '@tend/kernels';
import { columnOf, type Table } from '@tend/table';
import { associateLevels, associateMixed, associateNumbers, confidence, type FoldedLevels } from './associate-pair.ts';
import type { AssociatedColumn, Association, Associations } from './association.ts';
import { type CoarseColumn, coarseColumn } from './coarse-column.ts';
import { denseColumn } from './dense-column.ts';
import { affordableRows, drawRows } from './draw-rows.ts';
import { drawnColumn, drawnCounts, type JointTable, levelQuantiles } from './joint-table.ts';
import { type RankedNumber, rankedNumber } from './ranked-number.ts';

export interface AssociationOptions {
  /** All columns of the table unless given. */
  readonly columns?: readonly string[];
  /** Of more rows a sample of so many is read; unless given, as many as `affordableRows` says. */
  readonly mostRows?: number;
}

type Prepared = RankedNumber | FoldedLevels;

const coarseness = { bins: 10, levels: 50, leastRows: 5 };
/** Pairs that deserve a drawing: beyond noise, not weak, and the strongest of those. */
const notable = { adjusted: 0.01, strength: 0.3, pairs: 30 };

/**
 * Associates every pair of columns over these rows: Pearson and Spearman for numbers, dates and instants, bias-corrected
 * Cramer's V for texts and truth values, the correlation ratio for one of each, mutual information for all; each with a
 * 95% interval that takes rows for independent. RangeError for an unknown column.
 */
export function associateColumns(table: Table, rows: Int32Array, options: AssociationOptions = {}): Associations {
  const names = options.columns ?? table.columns.map(({ name }) => name);
  const sample = drawRows(rows, options.mostRows ?? affordableRows(names.length));
  const prepared = names.map((name) => prepare(table, name, sample));
  const varying = prepared.filter(varies);
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
    rowCount: rows.length,
    sampleSize: sample.length,
    confidence,
    columns: prepared.map(describe),
    pairs: withDrawings(pairs, prepared),
    leftOut,
  };
}

function prepare(table: Table, name: string, rows: Int32Array): Prepared {
  const dense = denseColumn(columnOf(table, name), rows);
  const coarse = coarseColumn(dense, coarseness);
  return dense.as === 'number' ? rankedNumber(dense, coarse) : { as: 'levels', dense, coarse };
}

function varies({ as, dense, coarse }: Prepared): boolean {
  return as === 'number' ? dense.counts.length > 1 : coarse.bins.length > 1;
}

function associate(a: Prepared, b: Prepared): Omit<Association, 'adjusted'> | undefined {
  if (a.as === 'number') return b.as === 'number' ? associateNumbers(a, b) : associateMixed(b, a);
  return b.as === 'number' ? associateMixed(a, b) : associateLevels(a, b);
}

function describe(column: Prepared): AssociatedColumn {
  const { dense, coarse } = column;
  const others = coarse.bins.find((bin) => bin.type === 'others');
  return {
    column: dense.name,
    kind: dense.kind,
    as: column.as,
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
      b.as === 'number' && a.as === 'levels'
        ? levelQuantiles(drawnOf(a), b.dense)
        : drawnCounts(drawnOf(a), drawnOf(b));
    return { ...pair, joint };
  });
}
