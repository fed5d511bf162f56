import { countBelow, countUpTo, type ValueDistribution } from '../profile/value-distribution.ts';
import type { NumericReference } from './column-reference.ts';

/** How many present values lie at or below a point, and below it. */
export interface RowCounts {
  atOrBelow(point: number): number;
  below(point: number): number;
}

/** Counted in ascending values. */
export function countsOfSorted(sorted: Float64Array): RowCounts {
  return {
    atOrBelow: (point) => firstWhere(sorted, (value) => value > point),
    below: (point) => firstWhere(sorted, (value) => value >= point),
  };
}

/** Counted in the values of a sketch: exact where all were counted. */
export function countsOfDistribution(distribution: ValueDistribution): RowCounts {
  return {
    atOrBelow: (point) => countUpTo(distribution, point),
    below: (point) => countBelow(distribution, point),
  };
}

/** Read between an aggregate's quantiles; what lies below a quantile is taken for what lies up to it. */
export function countsOfReference(reference: NumericReference): RowCounts {
  const least = reference.quantiles[0] ?? Number.POSITIVE_INFINITY;
  return {
    atOrBelow: (point) => readCount(reference, point),
    below: (point) => (least < point ? readCount(reference, point) : 0),
  };
}

/** The first place of ascending values where a condition holds that then holds for all; their number where none does. */
function firstWhere(sorted: Float64Array, holds: (value: number) => boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(sorted[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function readCount({ quantiles, atOrBelow, n, missing }: NumericReference, point: number): number {
  const i = quantiles.findLastIndex((q) => q <= point);
  const low = quantiles[i];
  const high = quantiles[i + 1];
  const count = atOrBelow[i];
  if (low === undefined || count === undefined) return 0;
  if (high === undefined || point === low) return count;
  const between = ((i + (point - low) / (high - low)) / 100) * (n - missing);
  return Math.max(count, between);
}
