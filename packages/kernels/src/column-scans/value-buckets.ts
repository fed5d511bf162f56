import type { ByteMemory } from '../web-assembly/byte-memory.ts';

/** Counts numbers by bucket, as `ScanKernels.countBuckets` says. */
export function countBuckets(
  { doubles, words }: ByteMemory,
  values: number,
  count: number,
  low: number,
  scale: number,
  counts: number,
  none: number,
): void {
  for (let i = values >>> 3; i < (values >>> 3) + count; i++) {
    const at = (counts >>> 2) + bucketOf(doubles[i] as number, low, scale, none);
    words[at] = (words[at] as number) + 1;
  }
}

/** Gathers the numbers of some buckets, as `ScanKernels.gatherBuckets` says. */
export function gatherBuckets(
  { bytes, doubles }: ByteMemory,
  values: number,
  count: number,
  low: number,
  scale: number,
  steps: number,
  none: number,
  into: number,
): number {
  let next = into;
  for (let i = values >>> 3; i < (values >>> 3) + count; i++) {
    const value = doubles[i] as number;
    doubles[next >>> 3] = value;
    next += bytes[steps + bucketOf(value, low, scale, none)] as number;
  }
  return next;
}

function bucketOf(value: number, low: number, scale: number, none: number): number {
  const place = (value - low) * scale;
  return place < none ? place | 0 : none;
}
