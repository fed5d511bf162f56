import { columnBinCounts, featureFields, type TreeLayout } from './tree-layout.ts';

/** Writes what the layout says about columns and features into a buffer that is else zero. */
export function prepareTreeMemory(memory: ArrayBufferLike, layout: TreeLayout): void {
  const { places, columnCount, featureCount } = layout;
  const starts = new Int32Array(memory, layout.binStarts, columnCount + 1);
  for (const [column, count] of columnBinCounts(places).entries())
    starts[column + 1] = (starts[column] as number) + count;
  const features = new Int32Array(memory, layout.features, featureCount * featureFields);
  for (const [feature, { column, binCount, shared }] of places.entries()) {
    // Bin b stands b after bin 0, one less beyond the default bin: bin 0 may have no place of its own.
    const binZero = shared === undefined ? 0 : shared.firstBin - (shared.hasMissing ? 0 : 1);
    const hasMissing = shared === undefined || shared.hasMissing ? 1 : 0;
    features.set(
      [(starts[column] as number) + binZero, binCount - 1, shared?.defaultBin ?? 0, hasMissing],
      feature * featureFields,
    );
  }
}
