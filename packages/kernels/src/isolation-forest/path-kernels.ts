import { addPathLengths } from './add-path-lengths.ts';

/**
 * The hot loop of isolation forests, over one buffer; addresses are bytes of it. packages/kernels/assembly/isolation-forest
 * exports the same function, which gives the same bits.
 */
export interface PathKernels {
  /**
   * Adds to the sums (f64) of rows, of which there is a multiple of four, how long their paths in a tree are. A node has 16 bytes:
   * the least value that goes right (f64), and in words the place of the value in a row and that of the left child, in bytes;
   * the right child follows it. `depth` steps are taken: leaves, whose cut is NaN, are their own left child. `lengths` (f64)
   * go with the nodes.
   */
  addPathLengths(
    nodes: number,
    lengths: number,
    depth: number,
    rows: number,
    rowBytes: number,
    rowCount: number,
    sums: number,
  ): void;
}

/** The kernel in TypeScript over a buffer whose length is a multiple of 8. */
export function typescriptPathKernels(buffer: ArrayBufferLike): PathKernels {
  const views = { words: new Uint32Array(buffer), doubles: new Float64Array(buffer) };
  return { addPathLengths: (...places) => addPathLengths(views, ...places) };
}
