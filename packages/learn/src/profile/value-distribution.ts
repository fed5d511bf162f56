import { type Distribution, firstAtLeast, sketchedCounts, type ValueCounts } from '@tend/kernels';

/** Values ascending with the rows of each, counted or as a sketch gives them, ready for questions of rank. */
export interface ValueDistribution extends ValueCounts {
  /** Rows up to and with each value. */
  readonly upTo: Float64Array;
  readonly total: number;
  /** Ranks may be so large a share of the rows off, at most; 0 where all were counted. */
  readonly rankError: number;
}

/** The present values of a sketch of a column. */
export function distributionOf(distribution: Distribution): ValueDistribution {
  if (distribution.type === 'exact') return distributionOfCounts(distribution);
  const counted = distributionOfCounts(sketchedCounts(distribution.ranks));
  const { over, under } = distribution.ranks;
  return { ...counted, rankError: Math.max(over, under) / counted.total };
}

/** Values that were all counted. */
export function distributionOfCounts({ values, counts }: ValueCounts): ValueDistribution {
  const upTo = new Float64Array(counts.length);
  let total = 0;
  for (let i = 0; i < counts.length; i++) {
    total += counts[i] as number;
    upTo[i] = total;
  }
  return { values, counts, upTo, total, rankError: 0 };
}

/** The quantile at a share in [0, 1], type 7 (Hyndman and Fan 1996); NaN when empty. */
export function quantileOf(distribution: ValueDistribution, share: number): number {
  const { total } = distribution;
  if (total === 0) return Number.NaN;
  const position = share * (total - 1);
  const below = Math.floor(position);
  const low = valueAtRank(distribution, below);
  const high = valueAtRank(distribution, Math.min(below + 1, total - 1));
  if (low === high) return low;
  const part = position - below;
  // The distance of numbers that a double holds may be more than one holds.
  return Number.isFinite(high - low) ? low + part * (high - low) : low * (1 - part) + high * part;
}

/** Rows below a value. */
export function countBelow({ values, upTo }: ValueDistribution, value: number): number {
  return upTo[firstAtLeast(values, value) - 1] ?? 0;
}

/** Rows at or below a value. */
export function countUpTo({ values, upTo }: ValueDistribution, value: number): number {
  const at = firstAtLeast(values, value);
  return upTo[values[at] === value ? at : at - 1] ?? 0;
}

/** The value of the row at this place, counted from 0, in ascending order. */
function valueAtRank({ values, upTo }: ValueDistribution, rank: number): number {
  return values[firstAtLeast(upTo, rank + 1)] ?? Number.NaN;
}
