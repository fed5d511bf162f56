import { betaCdf } from '../distributions/beta-cdf.ts';

/** Two-sided p-value of a correlation (Pearson's or Spearman's) against none, by Student's t; 1 below three cases. */
export function correlationPValue(r: number, n: number): number {
  if (n < 3) return 1;
  return betaCdf((1 - r) * (1 + r), (n - 2) / 2, 0.5);
}
