import { categoryOf } from './category-bins.ts';
import type { FeatureBins } from './feature-bins.ts';
import type { TreeKernels } from './tree-kernels.ts';

/** Writes the bins of rows [firstRow, firstRow + values.length) of one feature into its column, which must be zero before. */
export function binFeature(
  kernels: TreeKernels,
  feature: number,
  { bounds, categories }: FeatureBins,
  values: Float32Array,
  firstRow: number,
): void {
  if (categories === undefined) {
    kernels.binColumn(feature, values, bounds, firstRow);
    return;
  }
  const { layout, memory } = kernels;
  const column = layout.places[feature]?.column ?? 0;
  const target = new Uint8Array(memory, layout.columns + column * layout.rowCount + firstRow, values.length);
  const length = categories.reduce((most, code) => Math.max(most, code + 1), 0);
  const binOf = new Uint8Array(length);
  for (const [i, code] of categories.entries()) binOf[code] = i + 1;
  for (let r = 0; r < values.length; r++) {
    const code = categoryOf(values[r] as number, length);
    target[r] = code < 0 ? 0 : (binOf[code] as number);
  }
}
