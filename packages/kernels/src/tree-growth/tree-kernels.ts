import { binColumn } from './bin-column.ts';
import { exactHistogramKernel } from './exact-histogram-kernel.ts';
import { type GradientKernel, gradientKernel } from './gradient-kernel.ts';
import { type GradientSizes, gradientSizes } from './gradient-sizes.ts';
import { type HistogramKernel, histogramKernel } from './histogram-kernel.ts';
import { largestGradientKernel } from './largest-gradient-kernel.ts';
import { type LeafSumKernel, leafSumKernel } from './leaf-sum-kernel.ts';
import { packRows } from './pack-rows.ts';
import { type PartitionKernel, partitionKernel } from './partition-kernel.ts';
import { type QuantiseKernel, quantiseKernel } from './quantise-kernel.ts';
import { type SampleKernel, sampleKernel } from './sample-kernel.ts';
import { type ScaleSampleKernel, scaleSampleKernel } from './scale-sample-kernel.ts';
import { type SplitKernel, splitKernel } from './split-kernel.ts';
import { firstRow, ownedBins, type TreeLayout } from './tree-layout.ts';

/**
 * The hot loops of tree growing over one buffer of a `TreeLayout`, for one of its threads. Arguments are numbers and all
 * data stands in the buffer, so a WebAssembly module over the same memory is another implementation. Sums are integers:
 * every implementation, with any number of threads, must give the same bytes. A thread reads and writes records, scores
 * and partial histograms of its own rows, and merged histograms of its own columns; where it needs what another thread
 * wrote, the caller puts a barrier between.
 */
export interface TreeKernels extends GradientSizes {
  readonly memory: ArrayBufferLike;
  readonly layout: TreeLayout;
  readonly rank: number;
  /** Bins a chunk of one feature's values, those from `firstRow` on, into the column-major copy. */
  binColumn(feature: number, values: Float32Array, bounds: Float32Array, firstRow: number): void;
  /** The row-major copy of the thread's rows, once all features are binned. */
  packRows(): void;
  /** Quantised gradients of the thread's rows as the root's records in buffer 0, and their totals. */
  readonly gradients: GradientKernel;
  /** The largest stored |gradient| and hessian of the thread's rows, for one output. */
  largestGradients(output: number): void;
  /** Stored gradients of the thread's rows as the root's records in buffer 0, and their totals. */
  readonly quantise: QuantiseKernel;
  /** Sums of the stored gradients of the thread's rows by the leaf that each was marked with. */
  readonly sumLeaves: LeafSumKernel;
  /** Stored gradients of the thread's rows as they are, scaled or zero. */
  readonly scaleSample: ScaleSampleKernel;
  /** The root's records in buffer 1, those that add to histograms before the others. */
  readonly sample: SampleKernel;
  /** Histogram of a leaf's records. */
  readonly histogram: HistogramKernel;
  /** Histogram `slot` becomes the sum of all threads' partial ones, in the thread's columns; of one thread it is that already. */
  combine(slot: number): void;
  /** Histogram `parent` becomes `parent` - `child`, in the thread's columns: that of the other child. */
  subtract(parent: number, child: number): void;
  /** Best split of a histogram within the thread's columns. */
  readonly findSplit: SplitKernel;
  /** Records of a leaf into the other buffer, left child first. */
  readonly partition: PartitionKernel;
  /** Notes the number of their leaf, below 256, for all rows of it. */
  markLeaf(side: number, begin: number, count: number, leaf: number): void;
  /** Adds to the margin of each of the thread's rows the value of the leaf that it was marked with. */
  addScores(leafValues: readonly number[], output: number): void;
}

/** The kernels in plain TypeScript: the fallback, and the oracle for compiled ones. `memory` was prepared for `layout`. */
export function typescriptTreeKernels(memory: ArrayBufferLike, layout: TreeLayout, rank = 0): TreeKernels {
  const { rowCount, histogramLength, threadCount } = layout;
  const sums = (offset: number, count: number): Int32Array | Float64Array =>
    layout.isExact
      ? new Float64Array(memory, offset, count * histogramLength * 2)
      : new Int32Array(memory, offset, count * histogramLength * 2);
  const histograms = sums(layout.histograms, layout.slotCount);
  const partials = sums(layout.partials, threadCount > 1 ? threadCount : 0);
  const records = layout.records.map((offset) => new Int32Array(memory, offset, rowCount * 2));
  const scores = new Float64Array(memory, layout.scores, layout.outputCount * rowCount);
  const leafOf = new Uint8Array(memory, layout.leafOf, rowCount);
  const { from, to } = ownedBins(layout, rank);
  const length = histogramLength * 2;
  return {
    memory,
    layout,
    rank,
    binColumn: (feature, values, bounds, first) => binColumn(memory, layout, feature, values, bounds, first),
    packRows: () => packRows(memory, layout, firstRow(layout, rank), firstRow(layout, rank + 1)),
    gradients: gradientKernel(memory, layout, rank),
    largestGradients: largestGradientKernel(memory, layout, rank),
    quantise: quantiseKernel(memory, layout, rank),
    sumLeaves: leafSumKernel(memory, layout, rank),
    ...gradientSizes(memory, layout, rank),
    scaleSample: scaleSampleKernel(memory, layout, rank),
    sample: sampleKernel(memory, layout, rank),
    histogram: (layout.isExact ? exactHistogramKernel : histogramKernel)(memory, layout, rank),
    combine(slot) {
      if (threadCount === 1) return;
      const target = histograms.subarray(slot * length, (slot + 1) * length);
      target.set(partials.subarray(2 * from, 2 * to), 2 * from);
      for (let thread = 1; thread < threadCount; thread++)
        for (let i = 2 * from; i < 2 * to; i++) (target[i] as number) += partials[thread * length + i] as number;
    },
    subtract(parent, child) {
      const a = parent * length;
      const b = child * length;
      for (let i = 2 * from; i < 2 * to; i++) (histograms[a + i] as number) -= histograms[b + i] as number;
    },
    findSplit: splitKernel(memory, layout, rank),
    partition: partitionKernel(memory, layout, rank),
    markLeaf(side, begin, count, leaf) {
      const list = records[side] as Int32Array;
      for (let i = begin, end = begin + count; i < end; i++) leafOf[list[2 * i + 1] as number] = leaf;
    },
    addScores(leafValues, output) {
      const table = Float64Array.from(leafValues);
      const first = output * rowCount;
      for (let row = firstRow(layout, rank), end = firstRow(layout, rank + 1); row < end; row++)
        (scores[first + row] as number) += table[leafOf[row] as number] as number;
    },
  };
}
