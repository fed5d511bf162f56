import { firstRow, type TreeLayout } from './tree-layout.ts';

/**
 * Moves the thread's records from buffer 0 into buffer 1: those with a gradient or a hessian to the front in row order, the
 * others, which add nothing to any histogram, to the back in reverse. Gives the number of those in front.
 */
export type SampleKernel = () => number;

/** The root's records stand in row order: record i is that of row i. Exact gradients are not in them but beside. */
export function sampleKernel(memory: ArrayBufferLike, layout: TreeLayout, rank: number): SampleKernel {
  const { rowCount } = layout;
  const begin = firstRow(layout, rank);
  const end = firstRow(layout, rank + 1);
  const [from, to] = layout.records.map((offset) => new Float64Array(memory, offset, rowCount)) as [
    Float64Array,
    Float64Array,
  ];
  const words = new Int32Array(memory, layout.records[0], rowCount * 2);
  const pairs = new Float64Array(memory, layout.pairs, layout.isExact ? rowCount * 2 : 0);
  const isSampled = layout.isExact
    ? (row: number): boolean => pairs[2 * row] !== 0 || pairs[2 * row + 1] !== 0
    : (row: number): boolean => words[2 * row] !== 0;
  return () => {
    let front = begin;
    let back = end - 1;
    for (let row = begin; row < end; row++) to[isSampled(row) ? front++ : back--] = from[row] as number;
    return front - begin;
  };
}
