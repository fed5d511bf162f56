import type { Forest } from './forest.ts';

/** Rows walked through one tree before the next: tree and rows stay in cache. */
const blockRows = 256;

/**
 * Margins (log-odds) of `rowCount` rows of column-major float32 `values`; the forest's feature f is column `columnOf[f]`.
 * Trees are added in order for every row, so a batch equals its single rows to the last bit.
 */
export function forestMargins(
  forest: Forest,
  values: Float32Array,
  rowCount: number,
  columnOf: Int32Array,
): Float64Array {
  const margins = new Float64Array(rowCount).fill(forest.base);
  const offsets = forest.feature.map((feature) => (columnOf[feature] as number) * rowCount);
  const treeCount = forest.splitStart.length - 1;
  for (let start = 0; start < rowCount; start += blockRows) {
    const end = Math.min(rowCount, start + blockRows);
    for (let tree = 0; tree < treeCount; tree++)
      addTree(forest, forest.splitStart[tree] as number, offsets, values, margins, start, end);
  }
  return margins;
}

function addTree(
  { threshold, missingLeft, left, right, leafValue }: Forest,
  root: number,
  offsets: Int32Array,
  values: Float32Array,
  margins: Float64Array,
  start: number,
  end: number,
): void {
  for (let row = start; row < end; row++) {
    let node = root;
    while (node >= 0) {
      const value = values[(offsets[node] as number) + row] as number;
      const isLeft = value <= (threshold[node] as number) || (missingLeft[node] === 1 && Number.isNaN(value));
      node = (isLeft ? left[node] : right[node]) as number;
    }
    (margins[row] as number) += leafValue[~node] as number;
  }
}
