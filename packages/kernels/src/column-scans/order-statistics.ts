import type { NumberSummary } from './column-scanner.ts';
import { quickselect } from './quickselect.ts';
import { type ScanBlocks, scratch } from './scan-blocks.ts';

/** The numbers of these ranks, from 0, among the known numbers in ascending order. */
export type OrderStatistics = (ranks: readonly number[]) => readonly number[];

/** Few enough that their counts stay in the first cache. */
const bucketCount = 2048;
/** Rounding can put the greatest number one bucket further; behind it the missing are counted. */
const none = bucketCount + 1;

/**
 * Answers order statistics of numbers: they are counted in buckets of equal width once, then each answer looks only at the
 * buckets of its ranks, all of them in one pass. Linear time in the mean.
 */
export function orderStatistics(
  blocks: ScanBlocks,
  values: Float64Array,
  { low, high }: Pick<NumberSummary, 'low' | 'high'>,
): OrderStatistics {
  const scale = bucketCount / (high - low);
  // Infinite numbers, and numbers too near each other to be told apart by a product, are all in one bucket.
  if (!(high > low && scale > 0 && scale < Number.POSITIVE_INFINITY)) {
    const known = values.filter((value) => !Number.isNaN(value));
    return (ranks) => ranks.map((rank) => quickselect(known, rank));
  }
  const counts = countBuckets(blocks, values, low, scale);
  return (ranks) => {
    const places = ranks.map((rank) => placeOf(counts, rank));
    const wanted = [...new Set(places.map(({ bucket }) => bucket))].sort((a, b) => a - b);
    const found = gather(blocks, values, { low, scale }, counts, wanted);
    return places.map(({ bucket, rest }) => {
      let before = 0;
      for (const other of wanted) if (other < bucket) before += counts[other] as number;
      return quickselect(found, before + rest);
    });
  };
}

function countBuckets(blocks: ScanBlocks, values: Float64Array, low: number, scale: number): Uint32Array {
  const counts = new Uint32Array(blocks.reserve(4 * (none + 1)).buffer, scratch, none + 1);
  counts.fill(0);
  blocks.numbers(values, (kernels, block, count) => kernels.countBuckets(block, count, low, scale, scratch, none));
  return counts.slice();
}

/** The bucket of a rank, and its rank there. */
function placeOf(counts: Uint32Array, rank: number): { readonly bucket: number; readonly rest: number } {
  let [bucket, rest] = [0, rank];
  while (bucket < bucketCount && rest >= (counts[bucket] as number)) rest -= counts[bucket++] as number;
  return { bucket, rest };
}

/** The numbers of some buckets; valid until the next scan. */
function gather(
  blocks: ScanBlocks,
  values: Float64Array,
  { low, scale }: { readonly low: number; readonly scale: number },
  counts: Uint32Array,
  wanted: readonly number[],
): Float64Array {
  const size = wanted.reduce((sum, bucket) => sum + (counts[bucket] as number), 0);
  const into = scratch + Math.ceil((none + 1) / 8) * 8;
  // One place more: each number is written before it is known whether it is kept.
  const { buffer } = blocks.reserve(into - scratch + 8 * (size + 1));
  const steps = new Uint8Array(buffer, scratch, none + 1).fill(0);
  for (const bucket of wanted) steps[bucket] = 8;
  let next = into;
  blocks.numbers(values, (kernels, block, count) => {
    next = kernels.gatherBuckets(block, count, low, scale, scratch, none, next) >>> 0;
  });
  return new Float64Array(buffer, into, size);
}
