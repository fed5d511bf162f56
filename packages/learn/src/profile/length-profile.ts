import type { LengthProfile } from './column-profile.ts';
import { leastRows } from './least-rows.ts';
import { numberHistogram } from './number-histogram.ts';
import { extremesOf, safeQuantiles } from './safe-quantiles.ts';
import { distributionOfCounts } from './value-distribution.ts';

/** The profile of lengths, by how many rows have each. */
export function lengthProfile(rowsOfLength: ReadonlyMap<number, number>): LengthProfile {
  const sorted = [...rowsOfLength].sort(([a], [b]) => a - b);
  const distribution = distributionOfCounts({
    values: Float64Array.from(sorted, ([length]) => length),
    counts: Uint32Array.from(sorted, ([, rows]) => rows),
  });
  const { total } = distribution;
  const quantiles = safeQuantiles(distribution, extremesOf(distribution));
  const [low, high] = [quantiles[0]?.value, quantiles.at(-1)?.value];
  // Sums of whole numbers, exact; squares about the mean.
  const mean = sorted.reduce((sum, [length, rows]) => sum + length * rows, 0) / total;
  const squares = sorted.reduce((sum, [length, rows]) => sum + rows * (length - mean) * (length - mean), 0);
  return {
    mean: total < leastRows ? null : mean,
    sd: total < leastRows ? null : Math.sqrt(squares / (total - 1)),
    quantiles,
    histogram: low === undefined || high === undefined ? null : numberHistogram(distribution, low, high, true),
  };
}
