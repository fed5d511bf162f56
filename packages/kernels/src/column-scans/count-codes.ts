import type { ByteMemory } from '../web-assembly/byte-memory.ts';

/** Counts codes, as `ScanKernels.countCodes` says. */
export function countCodes(
  { words }: ByteMemory,
  codes: number,
  count: number,
  size: number,
  counts: number,
  laneBytes: number,
): void {
  const first = codes >>> 2;
  for (let i = 0; i < count; i++) {
    const place = Math.min(((words[first + i] as number) + 1) >>> 0, size + 1);
    const at = ((counts + (i & 3) * laneBytes) >>> 2) + place;
    words[at] = (words[at] as number) + 1;
  }
}
