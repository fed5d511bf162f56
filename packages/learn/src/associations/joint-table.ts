import { distributionOfCounts, quantileOf } from '../profile/value-distribution.ts';
import { type Bin, type CoarseColumn, coarseColumn } from './coarse-column.ts';
import type { DenseColumn, DenseNumber } from './dense-column.ts';
import { evenBins } from './even-bins.ts';
import { jointCounts } from './joint-counts.ts';

/** What a drawing of two columns needs, in aggregates: nothing in it stands for fewer than five rows. */
export type JointTable = JointCounts | LevelQuantiles;

export interface JointCounts {
  readonly type: 'counts';
  readonly rows: readonly Bin[];
  readonly columns: readonly Bin[];
  /** Row-major; a cell of one to four rows shows 0. */
  readonly counts: readonly number[];
  /** How many cells show 0 for that reason, and how many rows they hold. */
  readonly suppressed: { readonly cells: number; readonly rows: number };
}

/** Quantiles of a number by level, at shares with at least five rows on either side. */
export interface LevelQuantiles {
  readonly type: 'quantiles';
  readonly levels: readonly {
    readonly level: Bin;
    readonly n: number;
    readonly quantiles: readonly { readonly share: number; readonly value: number }[];
  }[];
}

const leastRows = 5;
const mostBins = 20;
const mostLevels = 12;
const shares = [0.05, 0.25, 0.5, 0.75, 0.95];

/** A column in the bins that a drawing shows: numbers in even steps with round ends, or value by value. */
export function drawnColumn(dense: DenseColumn): CoarseColumn {
  if (dense.as === 'number' && dense.counts.length > mostBins) return evenBins(dense, mostBins);
  return coarseColumn(dense, { bins: mostBins, levels: mostLevels, leastRows });
}

export function drawnCounts(a: CoarseColumn, b: CoarseColumn): JointCounts {
  const counts = [...jointCounts(a, b)];
  const few = counts.filter((count) => count > 0 && count < leastRows);
  return {
    type: 'counts',
    rows: a.bins,
    columns: b.bins,
    counts: counts.map((count) => (count < leastRows ? 0 : count)),
    suppressed: { cells: few.length, rows: few.reduce((sum, count) => sum + count, 0) },
  };
}

export function levelQuantiles(levels: CoarseColumn, number: DenseNumber): LevelQuantiles {
  const described = countsByBin(levels, number).map((ofLevel, place) => {
    const distribution = distributionOfCounts({ values: number.distinct, counts: ofLevel });
    const n = distribution.total;
    const told = shares.filter((share) => Math.min(share, 1 - share) * n >= leastRows);
    const level = levels.bins[place];
    return level === undefined || n < leastRows
      ? []
      : [{ level, n, quantiles: told.map((share) => ({ share, value: quantileOf(distribution, share) })) }];
  });
  return { type: 'quantiles', levels: described.flat() };
}

/** How many rows of each bin have each of the distinct values. */
function countsByBin({ codes, bins }: CoarseColumn, number: DenseNumber): readonly Uint32Array[] {
  const places = number.codes;
  // The last place of a bin is that of missing values, the last bin that of rows without a level.
  const width = number.counts.length + 1;
  const counts = new Uint32Array((bins.length + 1) * width);
  for (let i = 0; i < codes.length; i++) {
    const at = (codes[i] as number) * width + (places[i] as number);
    counts[at] = (counts[at] as number) + 1;
  }
  return bins.map((_, bin) => counts.subarray(bin * width, (bin + 1) * width - 1));
}
