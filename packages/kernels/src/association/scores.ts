import type { ByteMemory } from '../web-assembly/byte-memory.ts';

/** Reads the scores of codes, as `AssociationKernels.readScores` says. */
export function readScores(
  { words, doubles }: ByteMemory,
  codes: number,
  rowCount: number,
  scores: number,
  into: number,
): void {
  for (let row = 0; row < rowCount; row++)
    doubles[(into >>> 3) + row] = doubles[(scores >>> 3) + (words[(codes >>> 2) + row] as number)] as number;
}
