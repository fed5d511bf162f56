import type { TreeKernels } from './tree-kernels.ts';
import { totalFields } from './tree-layout.ts';

/**
 * Notes the sum of the weights of the records [begin, begin + count) of buffer `side` in the thread's totals, where a row
 * counts as its weight; undefined where it counts as one. The weights are such that their sums are exact.
 */
export function leafWeights({
  memory,
  layout,
  rank,
}: TreeKernels): ((side: number, begin: number, count: number) => void) | undefined {
  if (layout.countsWeights !== true) return undefined;
  const { rowCount } = layout;
  const weights = new Float64Array(memory, layout.weights, rowCount);
  const records = layout.records.map((offset) => new Int32Array(memory, offset, rowCount * 2));
  const totals = new Float64Array(memory, layout.totals + rank * totalFields * 8, totalFields);
  return (side, begin, count) => {
    const list = records[side] as Int32Array;
    let sum = 0;
    for (let i = begin; i < begin + count; i++) sum += weights[list[2 * i + 1] as number] as number;
    totals[4] = sum;
  };
}
