import { binBytes, splitFields, type TreeShape, treeLayout } from './tree-layout.ts';

/**
 * How many histograms to keep at once: one a leaf, or as many as fill `poolBytes` and leave the whole memory below
 * `limitBytes`. At least 2, with which any tree grows: whether that fits is for the caller to see.
 */
export function affordableSlots(shape: TreeShape, limitBytes: number, poolBytes: number): number {
  const { sizeBytes, histogramLength, threadCount } = treeLayout({ ...shape, slotCount: 2 });
  const slotBytes = histogramLength * binBytes(shape) + threadCount * splitFields * 8;
  const further = Math.floor(Math.min(poolBytes - 2 * slotBytes, limitBytes - sizeBytes) / slotBytes);
  return Math.min(shape.leafCount, 2 + Math.max(0, further));
}
