import { binColumn } from './bin-column.ts';
import { type GradientKernel, gradientKernel } from './gradient-kernel.ts';
import { type HistogramKernel, histogramKernel } from './histogram-kernel.ts';
import { packRows } from './pack-rows.ts';
import { type PartitionKernel, partitionKernel } from './partition-kernel.ts';
import { type SplitKernel, splitKernel } from './split-kernel.ts';
import type { TreeLayout } from './tree-layout.ts';

/**
 * The hot loops of tree growing over one buffer of a `TreeLayout`. Arguments are numbers and all data stands in the
 * buffer, so a WebAssembly module over the same memory is another implementation. Sums are integers: every
 * implementation, with any number of threads, must give the same bytes.
 */
export interface TreeKernels {
  readonly memory: ArrayBufferLike;
  readonly layout: TreeLayout;
  /** Bins one feature into the column-major copy. */
  binColumn(feature: number, values: Float32Array, bounds: Float32Array): void;
  /** The row-major copy, once all features are binned. */
  packRows(): void;
  /** Quantised gradients of all rows as the root's records in buffer 0, and their totals. */
  readonly gradients: GradientKernel;
  /** Histogram of a leaf's records. */
  readonly histogram: HistogramKernel;
  /** Histogram `parent` becomes `parent` - `child`: that of the other child. */
  subtract(parent: number, child: number): void;
  /** Best split of a histogram. */
  readonly findSplit: SplitKernel;
  /** Records of a leaf into the other buffer, left child first. */
  readonly partition: PartitionKernel;
  /** Adds `value` to the score of each row of a leaf. */
  addScores(side: number, begin: number, count: number, value: number): void;
}

/** The kernels in plain TypeScript: the fallback, and the oracle for compiled ones. `memory` has `layout.sizeBytes` bytes. */
export function typescriptTreeKernels(memory: ArrayBufferLike, layout: TreeLayout): TreeKernels {
  const { rowCount, histogramLength } = layout;
  const histograms = new Int32Array(memory, layout.histograms, layout.leafCount * histogramLength * 2);
  const records = layout.records.map((offset) => new Int32Array(memory, offset, rowCount * 2));
  const scores = new Float64Array(memory, layout.scores, rowCount);
  return {
    memory,
    layout,
    binColumn: (feature, values, bounds) => binColumn(memory, layout, feature, values, bounds),
    packRows: () => packRows(memory, layout),
    gradients: gradientKernel(memory, layout),
    histogram: histogramKernel(memory, layout),
    subtract(parent, child) {
      const length = histogramLength * 2;
      const a = parent * length;
      const b = child * length;
      for (let i = 0; i < length; i++) (histograms[a + i] as number) -= histograms[b + i] as number;
    },
    findSplit: splitKernel(memory, layout),
    partition: partitionKernel(memory, layout),
    addScores(side, begin, count, value) {
      const list = records[side] as Int32Array;
      for (let i = begin, end = begin + count; i < end; i++) (scores[list[2 * i + 1] as number] as number) += value;
    },
  };
}
