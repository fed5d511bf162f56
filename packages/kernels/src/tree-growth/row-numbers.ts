import type { TreeLayout } from './tree-layout.ts';

/** Numbers of rows that stand in memory as float32, or as float64 where gradients are exact. */
export type RowNumbers = Float32Array | Float64Array;

/** A region of such numbers. */
export function rowNumbers(memory: ArrayBufferLike, layout: TreeLayout, offset: number, length: number): RowNumbers {
  return layout.isExact ? new Float64Array(memory, offset, length) : new Float32Array(memory, offset, length);
}
