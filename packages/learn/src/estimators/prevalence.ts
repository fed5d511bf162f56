import type { Targets } from '../estimator.ts';

/** Closer to 0 or 1 a probability is not told from training rows: its log-odds stay finite. */
export const nearestShare = 1e-12;

/** The weighted share of positives, kept within [1e-12, 1 - 1e-12] so that its log-odds are finite. */
export function prevalence({ y, weight }: Targets): number {
  let positive = 0;
  let total = 0;
  for (let row = 0; row < y.length; row++) {
    const w = weight?.[row] ?? 1;
    positive += w * (y[row] as number);
    total += w;
  }
  return Math.min(Math.max(positive / total, nearestShare), 1 - nearestShare);
}
