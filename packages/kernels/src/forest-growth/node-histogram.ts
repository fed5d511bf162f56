import type { ForestViews } from './forest-views.ts';
import type { NodeRows } from './tree-rows.ts';

/**
 * Adds the rows of a node to the histogram of a slot by the bins of a feature's column: weight, then weighted target or the
 * weights of `classCount` classes. Twin: assembly/forest-growth/histogram.ts.
 */
export function fillHistogram(
  views: ForestViews,
  { side, begin, count }: NodeRows,
  slot: number,
  column: number,
  classCount: number,
): void {
  const { columns, histograms, rowCounts } = views;
  const width = views.totals.length;
  const first = slot * 256 * width;
  for (let at = begin; at < begin + count; at++) {
    const bin = columns[column + (views.recordRows[side][at * 4] as number)] as number;
    const weight = views.recordWeights[side][at * 4 + 1] as number;
    const target = views.recordTargets[side][at * 2 + 1] as number;
    const sums = first + bin * width;
    (histograms[sums] as number) += weight;
    if (classCount === 0) (histograms[sums + 1] as number) += weight * target;
    else (histograms[sums + 1 + target] as number) += weight;
    (rowCounts[slot * 256 + bin] as number)++;
  }
}

/** Lists the bins of values, without bin 0, that the node has in a slot, ascending, and gives their number. */
export function listPresent({ histograms, present, totals }: ForestViews, slot: number): number {
  const width = totals.length;
  let count = 0;
  for (let bin = 1; bin < 256; bin++) if (histograms[(slot * 256 + bin) * width] !== 0) present[count++] = bin;
  return count;
}
