import type { ByteMemory } from '../web-assembly/byte-memory.ts';

/** Counts whole numbers by position, as `ScanKernels.countPositions` says. */
export function countPositions(
  { doubles, words }: ByteMemory,
  values: number,
  count: number,
  low: number,
  span: number,
  counts: number,
  laneBytes: number,
): number {
  const first = values >>> 3;
  let misfits = 0;
  for (let i = 0; i < count; i++) {
    const value = doubles[first + i] as number;
    const distance = value - low;
    const place = distance < span ? distance | 0 : span;
    // A fraction can round to a whole distance.
    misfits += Number(!Number.isNaN(value) && (place !== distance || low + place !== value));
    const at = ((counts + (i & 3) * laneBytes) >>> 2) + place;
    words[at] = (words[at] as number) + 1;
  }
  return misfits;
}
