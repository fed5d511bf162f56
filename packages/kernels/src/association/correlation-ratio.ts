import { normalQuantile } from '../distributions/normal-quantile.ts';
import type { AssociationEstimate } from './association-estimate.ts';
import { levelSums } from './column-pairs.ts';

/**
 * The correlation ratio (eta) of a number with groups: the root of the share of its variance that lies between groups,
 * corrected for its bias upwards (Kelley 1935). `sums` are those of the groups (`ColumnPairs.sumsByLevel`); x should be near
 * standardised. The interval is asymptotic: the delta method on the share, plus the variance that it
 * has without association, cut at 0 and 1. Zero throughout with fewer than two groups or without variance.
 */
export function correlationRatio(sums: Float64Array, confidence: number): AssociationEstimate {
  let [n, total, square, groups] = [0, 0, 0, 0];
  for (let at = 0; at < sums.length; at += levelSums) {
    n += sums[at] as number;
    total += sums[at + 1] as number;
    square += sums[at + 2] as number;
    if ((sums[at] as number) > 0) groups++;
  }
  const mean = total / n;
  const whole = square - n * mean * mean;
  if (groups < 2 || !(whole > 0)) return { value: 0, low: 0, high: 0, uncorrected: 0 };
  let between = 0;
  for (let at = 0; at < sums.length; at += levelSums) {
    const size = sums[at] as number;
    if (size === 0) continue;
    const away = (sums[at + 1] as number) / size - mean;
    between += size * away * away;
  }
  const share = Math.min(1, between / whole);
  const variance = shareVariance(sums, { n, mean, whole, share });
  const half = normalQuantile(0.5 + confidence / 2) * Math.sqrt(variance + (2 * (groups - 1)) / (n * n));
  const centre = n > groups ? 1 - ((1 - share) * (n - 1)) / (n - groups) : 0;
  const root = (value: number): number => Math.sqrt(Math.min(1, Math.max(0, value)));
  return { value: root(centre), low: root(centre - half), high: root(centre + half), uncorrected: root(share) };
}

/** The variance of the share by its influence function: for a value e above its group's mean, which is a above the overall. */
function shareVariance(
  sums: Float64Array,
  {
    n,
    mean,
    whole,
    share: c,
  }: { readonly n: number; readonly mean: number; readonly whole: number; readonly share: number },
): number {
  const spread = whole / n;
  let squares = 0;
  for (let at = 0; at < sums.length; at += levelSums) {
    const size = sums[at] as number;
    if (size === 0) continue;
    const [s1, s2, s3, s4] = [1, 2, 3, 4].map((k) => (sums[at + k] as number) / size) as [
      number,
      number,
      number,
      number,
    ];
    const a = s1 - mean;
    const second = Math.max(0, s2 - s1 * s1);
    const third = s3 - 3 * s1 * s2 + 2 * s1 * s1 * s1;
    const fourth = Math.max(0, s4 - 4 * s1 * s3 + 6 * s1 * s1 * s2 - 3 * s1 * s1 * s1 * s1);
    const d = 1 - c;
    const one = d * d * a * a * (a * a + 4 * second) + c * c * fourth - 2 * d * c * a * (a * second + 2 * third);
    squares += size * one;
  }
  return Math.max(0, squares) / (spread * spread) / (n * n);
}
