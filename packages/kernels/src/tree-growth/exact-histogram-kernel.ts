import type { HistogramKernel } from './histogram-kernel.ts';
import { firstColumn, groupsPerBlock, groupWidth, type TreeLayout } from './tree-layout.ts';

/**
 * Fills histogram `slot` (with several threads: the thread's partial one) of pairs of float64, sum of h and sum of g, from
 * the pairs of the rows whose records stand at [begin, begin + count) of buffer `side`. Pairs are whole numbers that sum to
 * less than 2^53 (`exactGradientKernel`), so that sums are exact in any order.
 */
export function exactHistogramKernel(memory: ArrayBufferLike, layout: TreeLayout, rank: number): HistogramKernel {
  const { rowCount, groupCount, columnCount, histogramLength, threadCount, slotCount } = layout;
  const rows = new Uint8Array(memory, layout.rows, rowCount * groupCount * groupWidth);
  const pairs = new Float64Array(memory, layout.pairs, rowCount * 2);
  const records = layout.records.map((offset) => new Int32Array(memory, offset, rowCount * 2));
  const starts = new Int32Array(memory, layout.binStarts, columnCount + 1);
  const isShared = threadCount > 1;
  const targets = new Float64Array(
    memory,
    isShared ? layout.partials : layout.histograms,
    (isShared ? threadCount : slotCount) * histogramLength * 2,
  );
  return (slot, side, begin, count) => {
    const first = (isShared ? rank : slot) * histogramLength * 2;
    const sums = targets.subarray(first, first + histogramLength * 2).fill(0);
    const list = records[side] as Int32Array;
    for (let block = 0; block < groupCount; block += groupsPerBlock) {
      const groups = Math.min(groupsPerBlock, groupCount - block);
      for (let i = begin; i < begin + count; i++) {
        const row = list[2 * i + 1] as number;
        const h = pairs[2 * row] as number;
        const g = pairs[2 * row + 1] as number;
        for (let group = block; group < block + groups; group++) {
          const from = firstColumn(layout, group);
          const to = firstColumn(layout, group + 1);
          let at = block * groupWidth * rowCount + (row * groups + group - block) * groupWidth;
          for (let column = from; column < to; column++, at++) {
            const bin = 2 * ((starts[column] as number) + (rows[at] as number));
            (sums[bin] as number) += h;
            (sums[bin + 1] as number) += g;
          }
        }
      }
    }
  };
}
