import type { ByteMemory } from '../web-assembly/byte-memory.ts';

/** Adds the powers of a number by level, as `AssociationKernels.addLevelSums` says. */
export function addLevelSums(
  { bytes, doubles }: ByteMemory,
  levels: number,
  rowCount: number,
  values: number,
  ranks: number,
  sums: number,
): void {
  for (let row = 0; row < rowCount; row++) {
    const at = (sums >>> 3) + (bytes[levels + row] as number) * 8;
    const x = doubles[(values >>> 3) + row] as number;
    const rank = doubles[(ranks >>> 3) + row] as number;
    const square = x * x;
    doubles[at] = (doubles[at] as number) + 1;
    doubles[at + 1] = (doubles[at + 1] as number) + x;
    doubles[at + 2] = (doubles[at + 2] as number) + square;
    doubles[at + 3] = (doubles[at + 3] as number) + x * square;
    doubles[at + 4] = (doubles[at + 4] as number) + square * square;
    doubles[at + 5] = (doubles[at + 5] as number) + rank;
    doubles[at + 6] = (doubles[at + 6] as number) + rank * rank;
  }
}
