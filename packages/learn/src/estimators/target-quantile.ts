import { argsort } from '@tend/kernels';
import type { Targets } from '../estimator.ts';

/**
 * The weighted quantile of the targets: the smallest with at least the share `probability` of the weight at or below it, or
 * the mean of it and the next where its share is just that (so 0.5 is the usual median, and a weight is a repetition).
 * It minimises the pinball loss. Source: Hyndman and Fan 1996, definition 2.
 */
export function targetQuantile({ y, weight }: Targets, probability: number): number {
  const weightOf = (row: number): number => weight?.[row] ?? 1;
  const rows = argsort(y).filter((row) => weightOf(row) > 0);
  let total = 0;
  for (const row of rows) total += weightOf(row);
  const target = probability * total;
  // Shares are sums of weights: what rounding leaves between two equal ones must not decide.
  const slack = 1e-12 * total;
  let below = 0;
  for (const [i, row] of rows.entries()) {
    below += weightOf(row);
    if (below < target - slack) continue;
    const value = y[row] as number;
    const next = rows[i + 1];
    return below <= target + slack && next !== undefined ? (value + (y[next] as number)) / 2 : value;
  }
  return y[rows.at(-1) ?? 0] as number;
}
