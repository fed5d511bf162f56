import { byteMemory } from '../web-assembly/byte-memory.ts';
import { addLevelSums } from './level-sums.ts';
import { addPairCounts } from './pair-counts.ts';
import { addProducts } from './products.ts';
import { readScores } from './scores.ts';

/**
 * The hot loops over pairs of columns, a block of rows at a time, over one buffer; addresses are bytes of it.
 * packages/kernels/assembly/association exports the same functions, which give the same bits.
 */
export interface AssociationKernels {
  /** Writes the score (f64) of each code (u32) to `into`. `rowCount` is a multiple of 4. */
  readScores(codes: number, rowCount: number, scores: number, into: number): void;
  /**
   * For each pair of places (two u32 at `pairs`) adds the products of two columns of `rowCount` float64 at `columns` to eight
   * sums: the product of row i to the sum i mod 8. `rowCount` is a multiple of 8.
   */
  addProducts(columns: number, rowCount: number, pairs: number, pairCount: number, sums: number): void;
  /**
   * Adds to the sums of each row's level (u8), eight float64 of which the last is not used: one, the value and its square,
   * third and fourth power, the rank and its square.
   */
  addLevelSums(levels: number, rowCount: number, values: number, ranks: number, sums: number): void;
  /**
   * Counts rows by pair of codes (u8): counts (u32) of a * `width` + b, which is below 65,536. Row i is counted in the table at
   * `counts` + (i mod 4) * `laneBytes`. `rowCount` is a multiple of 8.
   */
  addPairCounts(a: number, b: number, rowCount: number, width: number, counts: number, laneBytes: number): void;
}

/** The kernels in TypeScript over a buffer whose length is a multiple of 8. */
export function typescriptAssociationKernels(buffer: ArrayBufferLike): AssociationKernels {
  const views = byteMemory(buffer);
  return {
    readScores: (...places) => readScores(views, ...places),
    addProducts: (...places) => addProducts(views, ...places),
    addLevelSums: (...places) => addLevelSums(views, ...places),
    addPairCounts: (...places) => addPairCounts(views, ...places),
  };
}
