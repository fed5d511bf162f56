import type { Targets } from '../estimator.ts';

/** The weighted mean of the targets. */
export function targetMean({ y, weight }: Targets): number {
  let sum = 0;
  let total = 0;
  for (let row = 0; row < y.length; row++) {
    const w = weight?.[row] ?? 1;
    sum += w * (y[row] as number);
    total += w;
  }
  return sum / total;
}
