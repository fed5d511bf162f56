import { chiSquareSurvival } from '../distributions/chi-square-survival.ts';
import { levelSums } from './column-pairs.ts';

/**
 * The p-value of Kruskal and Wallis' test (1952) that groups have the same distribution, corrected for ties, from the
 * sums of the centred (mid-)ranks of each group (`ColumnPairs.sumsByLevel`). 1 with fewer than two groups.
 */
export function kruskalWallisPValue(sums: Float64Array): number {
  let [n, total, square, groups, between] = [0, 0, 0, 0, 0];
  for (let at = 0; at < sums.length; at += levelSums) {
    const size = sums[at] as number;
    if (size === 0) continue;
    groups++;
    n += size;
    total += sums[at + 5] as number;
    square += sums[at + 6] as number;
    between += ((sums[at + 5] as number) * (sums[at + 5] as number)) / size;
  }
  const whole = square - (total * total) / n;
  if (groups < 2 || !(whole > 0)) return 1;
  const share = Math.min(1, Math.max(0, between - (total * total) / n) / whole);
  return chiSquareSurvival((n - 1) * share, groups - 1);
}
