import type { GradientPair } from './quantise-kernel.ts';
import { storedRows } from './stored-rows.ts';
import { mostLeaves, type TreeLayout } from './tree-layout.ts';

/** `largest` over all rows of the output. */
export type LeafSumKernel = (output: number, largest: GradientPair) => void;

/**
 * Added to a number of at most `largest` and taken away again, it rounds the number to a multiple of a power of two of
 * which `rowCount` such numbers sum to less than 2^53: their float64 sum is exact, so it is the same in any order. Source: Demmel
 * and Nguyen 2013, fast reproducible floating-point summation.
 */
export function gridOf(rowCount: number, largest: number): number {
  const most = largest * rowCount;
  let grid = 1;
  while (grid < most) grid *= 2;
  while (grid / 2 >= most && grid > 2 ** -900) grid /= 2;
  return 3 * grid;
}

/**
 * Sums of the stored gradients and hessians of one output over the thread's rows, by the leaf that each was marked with:
 * the same whatever the order of rows. Newton steps from them are free of the noise of quantisation.
 */
export function leafSumKernel(memory: ArrayBufferLike, layout: TreeLayout, rank: number): LeafSumKernel {
  const { rowCount, begin, end, gradients, hessians } = storedRows(memory, layout, rank);
  const leafOf = new Uint8Array(memory, layout.leafOf, rowCount);
  const sumFields = layout.storesGradients ? mostLeaves * 2 : 0;
  const sums = new Float64Array(memory, layout.leafSums + rank * mostLeaves * 16, sumFields);
  return (output, { gradient, hessian }) => {
    const first = output * rowCount;
    const gridG = gridOf(rowCount, gradient);
    const gridH = gridOf(rowCount, hessian);
    sums.fill(0);
    for (let row = begin; row < end; row++) {
      const at = 2 * (leafOf[row] as number);
      (sums[at] as number) += (gradients[first + row] as number) + gridG - gridG;
      (sums[at + 1] as number) += (hessians[first + row] as number) + gridH - gridH;
    }
  };
}

/** The sums of one leaf over all threads, once they have met. */
export function readLeafSums(memory: ArrayBufferLike, layout: TreeLayout, leaf: number): GradientPair {
  const sums = new Float64Array(memory, layout.leafSums, layout.threadCount * mostLeaves * 2);
  let [gradient, hessian] = [0, 0];
  for (let at = 2 * leaf; at < sums.length; at += 2 * mostLeaves) {
    gradient += sums[at] as number;
    hessian += sums[at + 1] as number;
  }
  return { gradient, hessian };
}
