import {
  affordableSlots,
  allocateTreeMemory,
  bundleFeatures,
  exactStep,
  type FeatureBins,
  memoryBuffer,
  memoryLimitBytes,
  rowNumbers,
  type TreeLayout,
  type TreeMemory,
  type TreeShape,
  treeLayout,
} from '@tend/kernels';
import type { ColumnData } from '../../estimator.ts';
import type { ColumnReader } from '../column-reader.ts';
import { InvalidData } from '../invalid-data.ts';
import type { BoostedTreesSettings } from './boosted-trees-parameters.ts';

/** The memory of one training, laid out; targets and weights stand in it, bins are still to be written. */
export interface TrainingMemory {
  readonly memory: TreeMemory;
  readonly layout: TreeLayout;
  /** Features that could separate any two rows, ascending. */
  readonly usable: readonly number[];
  /** What a weight of 1 in memory is. */
  readonly maxWeight: number;
}

/**
 * Lays out bins, targets and weights for trees of at most `leaves` leaves; of their
 * histograms as many stand in memory as `histogramMegabytes` and the rest of the memory allow. Features that are never off 0
 * together share columns. Throws `InvalidData` where this needs more than one memory can hold.
 */
export function layOutTraining(
  { x, y, weight }: ColumnData,
  columnOf: ColumnReader,
  features: readonly FeatureBins[],
  { leaves, histogramMegabytes }: Pick<BoostedTreesSettings, 'leaves' | 'histogramMegabytes'>,
  growth: Pick<TreeShape, 'threadCount' | 'outputCount' | 'storesGradients' | 'isExact'>,
): TrainingMemory {
  const { rowCount } = x;
  const places = bundleFeatures(features, rowCount, columnOf);
  const countsWeights = growth.isExact === true && weight !== undefined;
  const shape = { rowCount, places, leafCount: Math.min(leaves, Math.max(2, rowCount)), countsWeights, ...growth };
  const layout = treeLayout({
    ...shape,
    slotCount: affordableSlots(shape, memoryLimitBytes, histogramMegabytes * 2 ** 20),
  });
  if (layout.sizeBytes > memoryLimitBytes)
    throw new InvalidData(
      'training data',
      `at most ${memoryLimitBytes} bytes of bins, gradients and histograms`,
      `${layout.sizeBytes} bytes for ${rowCount} rows of ${features.length} features`,
    );
  const memory = allocateTreeMemory(layout);
  const buffer = memoryBuffer(memory);
  if (layout.storesGradients) new Float64Array(buffer, layout.targets, rowCount).set(y);
  else new Uint8Array(buffer, layout.labels, rowCount).set(y);
  const largest = weight?.reduce((most, value) => Math.max(most, value), 0) ?? 1;
  const maxWeight = layout.isExact ? 1 : largest;
  const weights = rowNumbers(buffer, layout, layout.weights, rowCount);
  if (weight === undefined) weights.fill(1);
  else if (layout.isExact) {
    const step = exactStep(rowCount, largest);
    for (let row = 0; row < rowCount; row++) weights[row] = Math.round((weight[row] as number) / step) * step;
  } else for (let row = 0; row < rowCount; row++) weights[row] = (weight[row] as number) / maxWeight;
  return {
    memory,
    layout,
    usable: features.flatMap((bins, feature) => (separatesRows(bins, () => columnOf(feature)) ? [feature] : [])),
    maxWeight,
  };
}

/** Whether rows fall into at least two bins: two of values, or one and that of missing values. */
function separatesRows({ bounds, categories }: FeatureBins, column: () => Float32Array): boolean {
  if (categories === undefined) return bounds.length > 0 || isSomeTrue(column(), Number.isNaN);
  if (categories.length !== 1) return categories.length > 1;
  return isSomeTrue(column(), (value) => value === categories[0]);
}

/** Whether it holds for some values and not for others. */
function isSomeTrue(column: Float32Array, holds: (value: number) => boolean): boolean {
  const count = column.reduce((sum, value) => sum + (holds(value) ? 1 : 0), 0);
  return count > 0 && count < column.length;
}
