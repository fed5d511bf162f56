import type { ForestKernels } from './forest-kernels.ts';
import type { ForestLayout } from './forest-layout.ts';
import { forestViews } from './forest-views.ts';
import { growForestTree } from './grow-forest-tree.ts';

/** The kernels in TypeScript: where WebAssembly cannot run, and the oracle of the compiled ones. */
export function typescriptForestKernels(memory: ArrayBufferLike, layout: ForestLayout, rank: number): ForestKernels {
  const views = forestViews(memory, layout, rank);
  return {
    memory,
    layout,
    rank,
    binColumn(feature, values, bounds) {
      const target = views.columns.subarray(feature * layout.rowCount, (feature + 1) * layout.rowCount);
      for (const [row, value] of values.entries())
        target[row] = Number.isNaN(value) ? 0 : firstNotBelow(bounds, value) + 1;
    },
    growTree: (words, limits) => growForestTree(views, layout.classCount, words, limits),
  };
}

/** The first b with value <= bounds[b]; their number where there is none. */
function firstNotBelow(bounds: Float32Array, value: number): number {
  let from = 0;
  let to = bounds.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (value <= (bounds[middle] as number)) to = middle;
    else from = middle + 1;
  }
  return from;
}
