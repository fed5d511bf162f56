import type { Targets } from '../estimator.ts';
import { nearestShare } from './prevalence.ts';

/**
 * The weighted share of each of `classCount` classes, kept at 1e-12 or above so that its logarithm is finite; the shares
 * sum to 1 up to that.
 */
export function classShares({ y, weight }: Targets, classCount: number): Float64Array {
  const shares = new Float64Array(classCount);
  let total = 0;
  for (const [row, label] of y.entries()) {
    const w = weight?.[row] ?? 1;
    (shares[label] as number) += w;
    total += w;
  }
  return shares.map((sum) => Math.max(sum / total, nearestShare));
}
