import { columnBin } from './feature-place.ts';
import type { TreeLayout } from './tree-layout.ts';

/** The bin of missing values, in every feature; value bins are 1, 2, ... */
export const missingBin: number = 0;

/** Where each bin of a feature stands in its column; a shared column is 0 already where the feature is at its default. */
export function columnBins(layout: TreeLayout, feature: number): Uint8Array {
  const place = layout.places[feature];
  if (place === undefined) throw new RangeError(`expected a feature below ${layout.featureCount}, came ${feature}`);
  return Uint8Array.from({ length: place.binCount }, (_, bin) => columnBin(place, bin));
}

/**
 * Writes the bins of rows [firstRow, firstRow + values.length) of one feature into its column of the column-major copy.
 * Bin 0 is NaN; bin b + 1 is the first b with value <= bounds[b], and the last where there is none. `bounds` has two
 * entries fewer than the feature has bins in the layout. The column must be zero before.
 */
export function binColumn(
  memory: ArrayBufferLike,
  layout: TreeLayout,
  feature: number,
  values: Float32Array,
  bounds: Float32Array,
  firstRow: number,
): void {
  const column = layout.places[feature]?.column ?? 0;
  const target = new Uint8Array(memory, layout.columns + column * layout.rowCount + firstRow, values.length);
  const table = columnBins(layout, feature);
  const padded = paddedBounds(bounds);
  for (let r = 0; r < values.length; r++) {
    const value = values[r] as number;
    let below = 0;
    for (let half = 128; half >= 1; half >>= 1) below += (padded[below + half - 1] as number) < value ? half : 0;
    (target[r] as number) |= table[Number.isNaN(value) ? missingBin : below + 1] as number;
  }
}

/** 255 bounds, those that are not there above every value: the search takes eight steps for all rows, without a branch. */
export function paddedBounds(bounds: Float32Array): Float32Array {
  const padded = new Float32Array(256).fill(Number.POSITIVE_INFINITY);
  padded.set(bounds);
  return padded;
}
