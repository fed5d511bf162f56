import type { LeafRecords } from './open-leaf.ts';
import type { TreeKernels } from './tree-kernels.ts';
import { totalFields } from './tree-layout.ts';

/**
 * Notes the sum of the weights of the thread's records in a leaf in its totals, where a row counts as its weight; undefined
 * where it counts as one. The weights are such that their sums are exact.
 */
export function leafWeights({ memory, layout, rank }: TreeKernels): ((records: LeafRecords) => void) | undefined {
  if (layout.countsWeights !== true) return undefined;
  const { rowCount } = layout;
  const weights = new Float64Array(memory, layout.weights, rowCount);
  const records = layout.records.map((offset) => new Int32Array(memory, offset, rowCount * 2));
  const totals = new Float64Array(memory, layout.totals + rank * totalFields * 8, totalFields);
  const weightOf = (side: number, begin: number, count: number): number => {
    const list = records[side] as Int32Array;
    let sum = 0;
    for (let i = begin; i < begin + count; i++) sum += weights[list[2 * i + 1] as number] as number;
    return sum;
  };
  return ({ side, begin, count, restBegin, restCount }) => {
    totals[4] = weightOf(side, begin, count) + weightOf(side, restBegin, restCount);
  };
}
