import { type RowNumbers, rowNumbers } from './row-numbers.ts';
import type { TreeKernels } from './tree-kernels.ts';
import { firstRow, type TreeLayout, totalFields } from './tree-layout.ts';

/** The stored gradients of a thread's rows. */
export interface StoredRows {
  readonly begin: number;
  readonly end: number;
  readonly rowCount: number;
  readonly outputCount: number;
  readonly gradients: RowNumbers;
  readonly hessians: RowNumbers;
}

/** The stored gradients in a memory as one of its threads sees them; none where they are not stored. */
export function storedRows(memory: ArrayBufferLike, layout: TreeLayout, rank: number): StoredRows {
  const { rowCount, outputCount } = layout;
  const storedCount = layout.storesGradients ? outputCount * rowCount : 0;
  return {
    begin: firstRow(layout, rank),
    end: firstRow(layout, rank + 1),
    rowCount,
    outputCount,
    gradients: rowNumbers(memory, layout, layout.gradients, storedCount),
    hessians: rowNumbers(memory, layout, layout.hessians, storedCount),
  };
}

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
