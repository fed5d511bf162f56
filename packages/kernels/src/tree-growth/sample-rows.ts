import type { TreeKernels } from './tree-kernels.ts';
import { firstRow, totalFields } from './tree-layout.ts';

/**
 * Bagging: of the thread's rows those whose hash with `salt` is below `limit` (of 2^32) keep their stored gradients, the
 * others lose them, for all outputs. A row's fate depends on nothing but its number and the salt.
 */
export function sampleRows(kernels: TreeKernels, salt: number, limit: number): void {
  const { layout, rank } = kernels;
  const isWhole = limit >= 4294967296;
  noteSampled(
    kernels,
    isWhole ? firstRow(layout, rank + 1) - firstRow(layout, rank) : kernels.scaleSample(salt, limit, 1),
  );
}

/** Notes how many of the thread's rows are sampled in its totals. */
export function noteSampled({ memory, layout, rank }: TreeKernels, sampled: number): void {
  new Float64Array(memory, layout.totals + rank * totalFields * 8, totalFields)[2] = sampled;
}
