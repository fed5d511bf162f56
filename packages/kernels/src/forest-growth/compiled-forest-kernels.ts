import type { CompiledMemory } from '../web-assembly/web-assembly.ts';
import { compiledForestGrowth } from './compiled-forest-growth.ts';
import type { ForestKernels, ForestLimits } from './forest-kernels.ts';
import { binningAt, binningRows, type ForestLayout, ownMemory, taskFields } from './forest-layout.ts';

/** The compiled kernels of one thread: the same trees as the TypeScript ones give, several times sooner. */
export function compiledForestKernels(memory: CompiledMemory, layout: ForestLayout, rank: number): ForestKernels {
  const kernels = compiledForestGrowth.kernels(memory);
  const { buffer } = memory;
  const task = ownMemory(layout, rank) + layout.parts.task;
  const bounds = new Float32Array(buffer, binningAt.bounds, 256);
  const table = new Uint8Array(buffer, binningAt.table, 256);
  const values = new Float32Array(buffer, binningAt.values, binningRows);
  return {
    memory: buffer,
    layout,
    rank,
    binColumn(feature, column, featureBounds) {
      bounds.fill(Number.POSITIVE_INFINITY).set(featureBounds);
      table.set(table.map((_, bin) => bin));
      const steps = Math.max(1, 32 - Math.clz32(featureBounds.length));
      const target = layout.columns + feature * layout.rowCount;
      for (let at = 0; at < column.length; at += binningRows) {
        const chunk = column.subarray(at, at + binningRows);
        values.set(chunk);
        kernels.binChunk(binningAt.values, chunk.length, binningAt.bounds, binningAt.table, target + at, steps);
      }
    },
    growTree(words, limits) {
      new Float64Array(buffer, task, taskFields).set(taskOf(layout, rank, limits));
      return kernels.growTree(task, ...words);
    },
  };
}

/** The task as the compiled kernel reads it; see assembly/forest-growth/task.ts. */
function taskOf(layout: ForestLayout, rank: number, limits: ForestLimits): readonly number[] {
  const own = ownMemory(layout, rank);
  const { parts } = layout;
  return [
    ...[layout.rowCount, layout.featureCount, layout.classCount],
    ...[layout.columns, layout.unordered, layout.targets, layout.weights],
    ...[limits.featuresDrawn, limits.minRowsInLeaf, limits.maxDepth, limits.minGain],
    ...[limits.hasRandomThresholds ? 1 : 0, limits.rowsDrawn],
    ...[parts.bag, ...parts.records, ...parts.outside, parts.drawn].map((part) => own + part),
    ...[parts.histograms, parts.rowCounts, parts.touched, parts.present, parts.keys, parts.goesLeft].map(
      (part) => own + part,
    ),
    ...[parts.totals, parts.left, parts.waiting].map((part) => own + part),
    ...[parts.feature, parts.bin, parts.leftChild, parts.rightChild, parts.gain, parts.sets].map((part) => own + part),
    ...[parts.leaves, parts.leafOf].map((part) => own + part),
  ];
}
