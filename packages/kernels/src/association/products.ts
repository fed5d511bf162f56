import type { ByteMemory } from '../web-assembly/byte-memory.ts';

/** Adds products of pairs of columns, as `AssociationKernels.addProducts` says. */
export function addProducts(
  { words, doubles }: ByteMemory,
  columns: number,
  rowCount: number,
  pairs: number,
  pairCount: number,
  sums: number,
): void {
  for (let pair = 0; pair < pairCount; pair++) {
    const x = (columns >>> 3) + (words[(pairs >>> 2) + 2 * pair] as number) * rowCount;
    const y = (columns >>> 3) + (words[(pairs >>> 2) + 2 * pair + 1] as number) * rowCount;
    const into = (sums >>> 3) + 8 * pair;
    for (let row = 0; row < rowCount; row++) {
      const at = into + (row & 7);
      doubles[at] = (doubles[at] as number) + (doubles[x + row] as number) * (doubles[y + row] as number);
    }
  }
}
