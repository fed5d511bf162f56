import { gridOf } from './leaf-sum-kernel.ts';
import type { GradientPair } from './quantise-kernel.ts';
import { firstRow, type TreeLayout, totalFields } from './tree-layout.ts';

/** Adding it to a number below 2^51 and taking it away again rounds to whole numbers, halves to even ones. */
const rounding = 1.5 * 2 ** 52;

/**
 * The step of which numbers of at most `largest` are rounded to multiples so that `rowCount` of them sum to at most 2^51
 * steps: exactly, in any order. A power of two. Source: Demmel and Nguyen 2013.
 */
export function exactStep(rowCount: number, largest: number): number {
  return gridOf(rowCount, largest) / 3 / 2 ** 51;
}

/**
 * The stored gradients of one output as pairs of whole numbers, in steps of `exactStep` of the largest of all rows, and the
 * thread's rows as records of the root in row order. Writes the thread's sums of g and h.
 */
export function writeExactGradients(
  memory: ArrayBufferLike,
  layout: TreeLayout,
  rank: number,
  output: number,
  { gradient, hessian }: GradientPair,
): void {
  const { rowCount, outputCount } = layout;
  const gradients = new Float64Array(memory, layout.gradients, outputCount * rowCount);
  const hessians = new Float64Array(memory, layout.hessians, outputCount * rowCount);
  const pairs = new Float64Array(memory, layout.pairs, rowCount * 2);
  const records = new Int32Array(memory, layout.records[0], rowCount * 2);
  const totals = new Float64Array(memory, layout.totals + rank * totalFields * 8, totalFields);
  const perG = 1 / exactStep(rowCount, gradient);
  const perH = 1 / exactStep(rowCount, hessian);
  const first = output * rowCount;
  let sumG = 0;
  let sumH = 0;
  for (let row = firstRow(layout, rank), end = firstRow(layout, rank + 1); row < end; row++) {
    const g = (gradients[first + row] as number) * perG + rounding - rounding;
    const h = (hessians[first + row] as number) * perH + rounding - rounding;
    pairs[2 * row] = h;
    pairs[2 * row + 1] = g;
    records[2 * row + 1] = row;
    sumG += g;
    sumH += h;
  }
  totals[0] = sumG;
  totals[1] = sumH;
}
