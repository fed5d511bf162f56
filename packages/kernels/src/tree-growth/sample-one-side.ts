import type { Team } from '../threads/team.ts';
import { noteSampled } from './sample-rows.ts';
import type { TreeKernels } from './tree-kernels.ts';
import { selectionBuckets } from './tree-layout.ts';

/** Shares of all rows: those of the largest gradients, and those drawn from the others. */
export interface OneSideRates {
  readonly topRate: number;
  readonly otherRate: number;
}

/** The 31 bits of a float32 from 0 on, 11, 10 and 10 at a time. */
const digits = [
  { above: 31, shift: 20, buckets: 2048 },
  { above: 20, shift: 10, buckets: 1024 },
  { above: 10, shift: 0, buckets: 1024 },
] as const;

/**
 * Gradient-based one-side sampling: the rows with the largest sum of |g h| over the outputs keep their stored gradients;
 * of the others a share is drawn by a hash of (row, salt), and multiplied by what makes up for those that are left out.
 * Rows as large as the smallest of the top are all kept. Every thread of the team calls this after its gradients stand, and
 * all threads have met. Source: Ke et al. 2017 (LightGBM), Algorithm 2.
 */
export function sampleOneSide(
  kernels: TreeKernels,
  team: Team,
  salt: number,
  { topRate, otherRate }: OneSideRates,
): void {
  kernels.sizeGradients();
  const threshold = nthLargest(kernels, team, Math.max(1, Math.floor(topRate * kernels.layout.rowCount)));
  const limit = (otherRate / (1 - topRate)) * 2 ** 32;
  noteSampled(kernels, kernels.scaleSample(salt, limit, (1 - topRate) / otherRate, threshold));
}

/** The bits of the `count`th largest size of all rows, found digit by digit: counts of rows are exact in any order. */
function nthLargest(kernels: TreeKernels, { barrier }: Pick<Team, 'barrier'>, count: number): number {
  const { memory, layout } = kernels;
  const counts = new Int32Array(memory, layout.selection, layout.threadCount * selectionBuckets);
  let found = 0;
  let left = count;
  for (const digit of digits) {
    kernels.countSizes(digit, found);
    barrier();
    let bucket = digit.buckets - 1;
    for (; bucket > 0; bucket--) {
      let inBucket = 0;
      for (let thread = 0; thread < layout.threadCount; thread++)
        inBucket += counts[thread * selectionBuckets + bucket] as number;
      if (left <= inBucket) break;
      left -= inBucket;
    }
    found = found * digit.buckets + bucket;
    // Nobody counts the next digit before all have read this one.
    barrier();
  }
  return found;
}
