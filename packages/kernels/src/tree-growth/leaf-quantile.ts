import { selectQuantile } from '../statistics/select-quantile.ts';
import { rowNumbers } from './row-numbers.ts';
import { mostLeaves, type TreeLayout } from './tree-layout.ts';

/**
 * For every `threadCount`th of the leaves, the quantile `level` of target - margin over its rows in all threads, weighted by
 * the stored hessians of output 0; the rows were marked with their leaves, and all threads have met. One thread sees the rows
 * of a leaf in their order, so the number of threads changes nothing. NaN where no row of a leaf has weight.
 */
export function setLeafQuantiles(
  memory: ArrayBufferLike,
  layout: TreeLayout,
  rank: number,
  leafCount: number,
  level: number,
): void {
  const { rowCount, threadCount } = layout;
  const leafOf = new Uint8Array(memory, layout.leafOf, rowCount);
  const targets = new Float64Array(memory, layout.targets, rowCount);
  const margins = new Float64Array(memory, layout.scores, rowCount);
  const hessians = rowNumbers(memory, layout, layout.hessians, rowCount);
  const starts = new Int32Array(mostLeaves + 1);
  const isOwn = Uint8Array.from({ length: mostLeaves }, (_, leaf) => (leaf % threadCount === rank ? 1 : 0));
  for (let row = 0; row < rowCount; row++) {
    const leaf = leafOf[row] as number;
    if (isOwn[leaf] === 1 && hessians[row] !== 0) (starts[leaf + 1] as number)++;
  }
  for (let leaf = 0; leaf < mostLeaves; leaf++) (starts[leaf + 1] as number) += starts[leaf] as number;
  const ends = starts.slice();
  const residuals = new Float64Array(starts[mostLeaves] as number);
  const weights = new Float64Array(residuals.length);
  for (let row = 0; row < rowCount; row++) {
    const leaf = leafOf[row] as number;
    if (isOwn[leaf] === 0 || hessians[row] === 0) continue;
    const at = ends[leaf] as number;
    residuals[at] = (targets[row] as number) - (margins[row] as number);
    weights[at] = hessians[row] as number;
    ends[leaf] = at + 1;
  }
  const found = new Float64Array(memory, layout.leafSums, mostLeaves);
  for (let leaf = rank; leaf < leafCount; leaf += threadCount)
    found[leaf] = selectQuantile(residuals, weights, starts[leaf] as number, ends[leaf] as number, level);
}

/** What `setLeafQuantiles` found for the leaves, once all threads have met. */
export function readLeafQuantiles(memory: ArrayBufferLike, layout: TreeLayout, leafCount: number): readonly number[] {
  return [...new Float64Array(memory, layout.leafSums, leafCount)];
}
