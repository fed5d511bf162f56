import type { ByteMemory } from '../web-assembly/byte-memory.ts';

/** Counts rows by pair of codes, as `AssociationKernels.addPairCounts` says. */
export function addPairCounts(
  { bytes, words }: ByteMemory,
  a: number,
  b: number,
  rowCount: number,
  width: number,
  counts: number,
  laneBytes: number,
): void {
  for (let row = 0; row < rowCount; row++) {
    const cell = (bytes[a + row] as number) * width + (bytes[b + row] as number);
    const at = ((counts + (row & 3) * laneBytes) >>> 2) + cell;
    words[at] = (words[at] as number) + 1;
  }
}
