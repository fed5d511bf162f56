import type { NumericReference } from './column-reference.ts';

/**
 * Ascending cuts at the deciles of a reference. A value that fills two deciles or more gets a bin of its own: the
 * quantile before it becomes a cut too, or a column of mostly one value would have no bins at all. Nothing lies above
 * the largest value, so it is no cut.
 */
export function referenceCuts({ quantiles }: NumericReference): number[] {
  const largest = quantiles.at(-1);
  const cuts = new Set<number>();
  for (let i = 10; i <= 90; i += 10) {
    const decile = quantiles[i];
    if (decile === undefined) continue;
    cuts.add(decile);
    if (decile !== quantiles[i + 10] && decile !== quantiles[i - 10]) continue;
    const before = quantiles.findLast((q) => q < decile);
    if (before !== undefined) cuts.add(before);
  }
  return [...cuts].filter((cut) => cut !== largest).sort((a, b) => a - b);
}

/** How many present values are at most each of some points: counted in sorted values, or read between an aggregate's quantiles. */
export function countAtOrBelow(sorted: Float64Array | NumericReference, points: readonly number[]): number[] {
  return points.map((point) => (sorted instanceof Float64Array ? countUpTo(sorted, point) : readCount(sorted, point)));
}

/** How many of ascending values are at most a point, by halves. */
export function countUpTo(sorted: Float64Array, point: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) <= point) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many of ascending values are below a point. */
export function countBelow(sorted: Float64Array, point: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) < point) low = middle + 1;
    else high = middle;
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
