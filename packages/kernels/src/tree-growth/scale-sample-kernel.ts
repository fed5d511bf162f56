import { hash32 } from '../random/hash32.ts';
import { sizesAt } from './gradient-sizes.ts';
import { storedRows } from './stored-rows.ts';
import type { TreeLayout } from './tree-layout.ts';

/**
 * Of the thread's rows those keep their stored gradients whose size has bits of at least `threshold`, where one is given; of
 * the others those whose hash with `salt` is below `limit` (of 2^32) have them times `factor`, the rest lose them, for all
 * outputs. Gives the rows that are left with any.
 */
export type ScaleSampleKernel = (salt: number, limit: number, factor: number, threshold?: number) => number;

export function scaleSampleKernel(memory: ArrayBufferLike, layout: TreeLayout, rank: number): ScaleSampleKernel {
  const { rowCount, outputCount, begin, end, gradients, hessians } = storedRows(memory, layout, rank);
  const sizes = new Int32Array(memory, sizesAt(layout, begin), end - begin);
  return (salt, limit, factor, threshold) => {
    let sampled = 0;
    for (let row = begin; row < end; row++) {
      const isKept = threshold !== undefined && (sizes[row - begin] as number) >= threshold;
      const isDrawn = isKept || hash32(row, salt) < limit;
      if (isDrawn) sampled++;
      const by = isKept ? 1 : isDrawn ? factor : 0;
      if (by === 1) continue;
      for (let at = row; at < outputCount * rowCount; at += rowCount) {
        (gradients[at] as number) *= by;
        (hessians[at] as number) *= by;
      }
    }
    return sampled;
  };
}
