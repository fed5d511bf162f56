import type { Targets } from '../estimator.ts';

/** The weighted mean of the targets. */
export function targetMean({ y, weight }: Targets): number {
  let sum = 0;
  let total = 0;
  for (const [row, value] of y.entries()) {
    const w = weight?.[row] ?? 1;
    sum += w * value;
    total += w;
  }
  return sum / total;
}
