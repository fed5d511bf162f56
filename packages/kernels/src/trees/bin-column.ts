import type { TreeLayout } from './tree-layout.ts';

/** The bin of missing values, in every feature; value bins are 1, 2, ... */
export const missingBin: number = 0;

/**
 * Writes the bins of one feature (float32 values, one a row) into the column-major copy. Bin 0 is NaN; bin b + 1 is the
 * first b with value <= bounds[b], and the last where there is none. `bounds` has two entries fewer than the feature has
 * bins in the layout.
 */
export function binColumn(
  memory: ArrayBufferLike,
  layout: TreeLayout,
  feature: number,
  values: Float32Array,
  bounds: Float32Array,
): void {
  const { rowCount } = layout;
  const column = new Uint8Array(memory, layout.columns + feature * rowCount, rowCount);
  // 255 bounds, those that are not there above every value: the search takes eight steps for all rows, without a branch.
  const padded = new Float32Array(256).fill(Number.POSITIVE_INFINITY);
  padded.set(bounds);
  for (let r = 0; r < rowCount; r++) {
    const value = values[r] as number;
    let below = 0;
    for (let half = 128; half >= 1; half >>= 1) below += (padded[below + half - 1] as number) < value ? half : 0;
    column[r] = Number.isNaN(value) ? missingBin : below + 1;
  }
}
