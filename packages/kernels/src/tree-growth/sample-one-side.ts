import { hash32 } from '../random/hash32.ts';
import type { Team } from '../threads/team.ts';
import { type StoredRows, scaleRow } from './sample-rows.ts';
import { selectionBuckets, type TreeLayout } from './tree-layout.ts';

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
  memory: ArrayBufferLike,
  layout: TreeLayout,
  team: Team,
  rows: StoredRows,
  salt: number,
  { topRate, otherRate }: OneSideRates,
): void {
  const { rowCount, begin, end } = rows;
  const threshold = nthLargest(memory, layout, team, rows, Math.max(1, Math.floor(topRate * rowCount)));
  const limit = (otherRate / (1 - topRate)) * 2 ** 32;
  const factor = (1 - topRate) / otherRate;
  let sampled = 0;
  for (let row = begin; row < end; row++) {
    if (sizeBits(rows, row) >= threshold) {
      sampled++;
      continue;
    }
    const isDrawn = hash32(row, salt) < limit;
    scaleRow(rows, row, isDrawn ? factor : 0);
    if (isDrawn) sampled++;
  }
  rows.setSampled(sampled);
}

const word = new Float32Array(1);
const bits = new Int32Array(word.buffer);

/** The sum of |g h| over the outputs as float32, whose bits order as its value. */
function sizeBits({ rowCount, outputCount, gradients, hessians }: StoredRows, row: number): number {
  let size = 0;
  for (let at = row; at < outputCount * rowCount; at += rowCount)
    size += Math.abs((gradients[at] as number) * (hessians[at] as number));
  word[0] = size;
  return bits[0] as number;
}

/** The bits of the `count`th largest size of all rows, found digit by digit: counts of rows are exact in any order. */
function nthLargest(
  memory: ArrayBufferLike,
  layout: TreeLayout,
  { rank, barrier }: Pick<Team, 'rank' | 'barrier'>,
  rows: StoredRows,
  count: number,
): number {
  const all = new Int32Array(memory, layout.selection, layout.threadCount * selectionBuckets);
  const own = all.subarray(rank * selectionBuckets, (rank + 1) * selectionBuckets);
  let found = 0;
  let left = count;
  for (const { above, shift, buckets } of digits) {
    own.fill(0);
    for (let row = rows.begin; row < rows.end; row++) {
      const size = sizeBits(rows, row);
      if (size >>> above === found) (own[(size >>> shift) & (buckets - 1)] as number)++;
    }
    barrier();
    let bucket = buckets - 1;
    for (; bucket > 0; bucket--) {
      let inBucket = 0;
      for (let thread = 0; thread < layout.threadCount; thread++)
        inBucket += all[thread * selectionBuckets + bucket] as number;
      if (left <= inBucket) break;
      left -= inBucket;
    }
    found = found * buckets + bucket;
    // Nobody counts the next digit before all have read this one.
    barrier();
  }
  return found;
}
