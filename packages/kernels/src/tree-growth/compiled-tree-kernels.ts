import type { CompiledMemory } from '../web-assembly/web-assembly.ts';
import { columnBins, paddedBounds } from './bin-column.ts';
import { compiledGrowth } from './compiled-growth.ts';
import { bagSaltOf } from './gradient-kernel.ts';
import { gradientSizes, sizesAt } from './gradient-sizes.ts';
import { largestGradientKernel } from './largest-gradient-kernel.ts';
import { gridOf } from './leaf-sum-kernel.ts';
import { fillGoesLeft } from './partition-kernel.ts';
import { scaleSampleKernel } from './scale-sample-kernel.ts';
import type { TreeKernels } from './tree-kernels.ts';
import {
  binBytes,
  firstRow,
  mostLeaves,
  ownedBins,
  scratchOf,
  scratchParts,
  selectionBuckets,
  splitFields,
  type TreeLayout,
  totalFields,
  valueRows,
} from './tree-layout.ts';

/** The compiled kernels over a prepared memory: the same bytes as the TypeScript ones give, several times sooner. */
export function compiledTreeKernels(memory: CompiledMemory, layout: TreeLayout, rank = 0): TreeKernels {
  const { rowCount, columnCount, groupCount, histogramLength, threadCount, slotCount, outputCount, places } = layout;
  const kernels = compiledGrowth.kernels(memory);
  const { buffer } = memory;
  const scratch = scratchOf(layout, rank);
  const part = (name: keyof typeof scratchParts): number => scratch + scratchParts[name];
  const values = new Float32Array(buffer, part('values'), valueRows);
  const bounds = new Float32Array(buffer, part('bounds'), 256);
  const leafValues = new Float64Array(buffer, part('leafValues'), 256);
  const table = new Uint8Array(buffer, part('binTable'), 256);
  const active = new Int32Array(buffer, layout.activeFeatures + rank * layout.featureCount * 4, layout.featureCount);
  const totals = layout.totals + rank * totalFields * 8;
  const largest = new Float64Array(buffer, layout.largestGradients, threadCount * outputCount * 2);
  const begin = firstRow(layout, rank);
  const end = firstRow(layout, rank + 1);
  const { from, to } = ownedBins(layout, rank);
  const bytes = binBytes(layout);
  const slotBytes = histogramLength * bytes;
  const targetAt = (slot: number): number => (threadCount > 1 ? layout.partials + rank * slotBytes : histogramAt(slot));
  const largestExact = largestGradientKernel(buffer, layout, rank);
  const sizes = sizesAt(layout, begin);
  const stored = [begin, end, layout.gradients, layout.hessians, rowCount * 4, outputCount] as const;
  const mergeHistograms = layout.isExact ? kernels.exactCombine : kernels.combine;
  const subtractHistogram = layout.isExact ? kernels.exactSubtract : kernels.subtract;
  const histogramAt = (slot: number): number => layout.histograms + slot * slotBytes;
  const record = (side: number, at: number): number => (layout.records[side] as number) + at * 8;
  return {
    memory: buffer,
    layout,
    rank,
    binColumn(feature, column, featureBounds, first) {
      bounds.set(paddedBounds(featureBounds));
      table.set(columnBins(layout, feature));
      const steps = Math.max(1, 32 - Math.clz32(featureBounds.length));
      const target = layout.columns + (places[feature]?.column ?? 0) * rowCount + first;
      for (let at = 0; at < column.length; at += valueRows) {
        const chunk = column.subarray(at, at + valueRows);
        values.set(chunk);
        kernels.binChunk(part('values'), chunk.length, part('bounds'), part('binTable'), target + at, steps);
      }
    },
    packRows: () => kernels.packRows(layout.columns, layout.rows, rowCount, columnCount, groupCount, begin, end),
    gradients: (salt, bagLimit, levels) =>
      kernels.gradients(
        begin,
        end,
        layout.scores,
        layout.labels,
        layout.weights,
        layout.records[0],
        totals,
        salt,
        bagSaltOf(salt),
        bagLimit,
        levels,
      ),
    largestGradients(output) {
      if (layout.isExact) return largestExact(output);
      const first = output * rowCount * 4;
      const at = 2 * (rank * outputCount + output);
      largest[at] = kernels.largest(layout.gradients + first, begin, end);
      largest[at + 1] = kernels.largest(layout.hessians + first, begin, end);
    },
    quantise: (output, salt, levels, { gradient, hessian }) =>
      kernels.quantise(
        begin,
        end,
        layout.gradients + output * rowCount * 4,
        layout.hessians + output * rowCount * 4,
        layout.records[0],
        totals,
        salt,
        gradient,
        hessian,
        levels,
      ),
    sumLeaves: (output, { gradient, hessian }) =>
      kernels.sumLeaves(
        begin,
        end,
        layout.gradients + output * rowCount * 4,
        layout.hessians + output * rowCount * 4,
        layout.leafOf,
        layout.leafSums + rank * mostLeaves * 16,
        gridOf(rowCount, gradient),
        gridOf(rowCount, hessian),
      ),
    sizeGradients: () => kernels.sizeGradients(...stored, sizes),
    countSizes: ({ above, shift, buckets }, found) =>
      kernels.countSizes(
        sizes,
        end - begin,
        layout.selection + rank * selectionBuckets * 4,
        above,
        found,
        shift,
        buckets,
      ),
    scaleSample: (salt, limit, factor, threshold) =>
      kernels.scaleSample(...stored, threshold === undefined ? 0 : sizes, threshold ?? 0, salt, limit, factor),
    ...(layout.isExact && {
      ...gradientSizes(buffer, layout, rank),
      scaleSample: scaleSampleKernel(buffer, layout, rank),
    }),
    sample() {
      const moved = [record(0, begin), record(1, begin), end - begin] as const;
      return layout.isExact ? kernels.exactSample(...moved, layout.pairs + begin * 16) : kernels.sample(...moved);
    },
    histogram(slot, side, first, count, _levels, isRoot) {
      const { rows, binStarts, pairs } = layout;
      const sums = part('accumulators');
      const stage = part('stage');
      const gradients = part('stageGradients');
      const shape = [
        rows,
        rowCount,
        columnCount,
        groupCount,
        binStarts,
        record(side, first),
        count,
        targetAt(slot),
      ] as const;
      const root = isRoot ? 1 : 0;
      if (layout.isExact) kernels.exactHistogram(...shape, sums, stage, pairs, gradients, root, first);
      else kernels.histogram(...shape, sums, stage, gradients, root, first);
    },
    combine(slot) {
      if (threadCount === 1) return;
      const start = from * bytes;
      mergeHistograms(histogramAt(slot) + start, layout.partials + start, slotBytes, threadCount, to - from);
    },
    subtract: (parent, child) =>
      subtractHistogram(histogramAt(parent) + from * bytes, histogramAt(child) + from * bytes, to - from),
    findSplit(slot, features, { sumG, sumH, minH, l2, minGain }) {
      active.set(features);
      kernels.findSplit(
        histogramAt(slot),
        layout.features,
        active.byteOffset,
        features.length,
        layout.splits + (rank * slotCount + slot) * splitFields * 8,
        from,
        to,
        sumG,
        sumH,
        minH,
        l2,
        minGain,
      );
    },
    partition(side, first, count, feature, bin, missingLeft, leftBins) {
      fillGoesLeft(table, layout, feature, bin, missingLeft, leftBins);
      const column = layout.columns + (places[feature]?.column ?? 0) * rowCount;
      return kernels.partition(record(side, first), record(1 - side, first), count, column, part('binTable'));
    },
    markLeaf: (side, first, count, leaf) => kernels.markLeaf(layout.leafOf, record(side, first), count, leaf),
    addScores(values, output) {
      leafValues.set(values);
      kernels.addScores(layout.scores + output * rowCount * 8, layout.leafOf, begin, end, part('leafValues'));
    },
  };
}
