import {
  allocateTreeMemory,
  binBounds,
  hash32,
  type TreeKernels,
  treeLayout,
  typescriptTreeKernels,
} from '@tend/kernels';
import type { TrainingData } from '../../estimator.ts';
import { InvalidData } from '../invalid-data.ts';

/** Bounds are found on about this many rows. */
const sampleRows = 200_000;
/** What a WebAssembly memory can hold. */
const memoryLimitBytes = 2 ** 32;

/** Training data in the memory of the tree kernels. */
export interface BinnedData {
  readonly kernels: TreeKernels;
  /** Upper bounds of the bins, one list a feature. */
  readonly bounds: readonly Float32Array[];
  /** Features that could separate any two rows, ascending. */
  readonly usable: readonly number[];
  readonly maxWeight: number;
}

/**
 * Bins every feature, and lays out bins, targets and weights for trees of at most `leaves` leaves. Weights do not move the
 * bounds. Above 200,000 rows the bounds come from a sample drawn by `seed`. Throws `InvalidData` above 4 GiB.
 */
export function binTrainingData(
  { x, y, weight }: TrainingData,
  bins: number,
  leaves: number,
  seed: number,
): BinnedData {
  const { rowCount, values } = x;
  const columnOf = (feature: number): Float32Array => values.subarray(feature * rowCount, (feature + 1) * rowCount);
  const sampled = sampleOf(rowCount, seed);
  const bounds = x.features.map((_, feature) => {
    const column = columnOf(feature);
    return binBounds(sampled === undefined ? column : Float32Array.from(sampled, (row) => column[row] as number), bins);
  });
  const binCounts = bounds.map(({ length }) => length + 2);
  const layout = treeLayout({ rowCount, binCounts, leafCount: leaves });
  if (layout.sizeBytes > memoryLimitBytes)
    throw new InvalidData(
      'training data',
      `at most ${memoryLimitBytes} bytes of bins and histograms`,
      `${layout.sizeBytes}`,
    );
  const kernels = typescriptTreeKernels(allocateTreeMemory(layout), layout);
  for (const [feature, bound] of bounds.entries()) kernels.binColumn(feature, columnOf(feature), bound);
  kernels.packRows();
  new Uint8Array(kernels.memory, layout.labels, rowCount).set(y);
  const weights = new Float64Array(kernels.memory, layout.weights, rowCount);
  if (weight === undefined) weights.fill(1);
  else weights.set(weight);
  return {
    kernels,
    bounds,
    usable: bounds.flatMap((bound, feature) =>
      bound.length > 0 || hasSomeMissing(columnOf(feature)) ? [feature] : [],
    ),
    maxWeight: weights.reduce((most, value) => Math.max(most, value), 0),
  };
}

function sampleOf(rowCount: number, seed: number): number[] | undefined {
  if (rowCount <= sampleRows) return undefined;
  const limit = (sampleRows / rowCount) * 2 ** 32;
  const rows: number[] = [];
  for (let row = 0; row < rowCount; row++) if (hash32(row, seed) < limit) rows.push(row);
  return rows;
}

function hasSomeMissing(column: Float32Array): boolean {
  const missing = column.reduce((count, value) => count + (Number.isNaN(value) ? 1 : 0), 0);
  return missing > 0 && missing < column.length;
}
