import type { DecisionForest, LinearLeaves } from './decision-forest.ts';
import { goesLeft } from './goes-left.ts';

/** Rows walked through one tree before the next: tree and rows stay in cache. */
const blockRows = 256;

export type ForestValues = Float32Array | Float64Array;

/**
 * Margins of `rowCount` rows of column-major `values`, rowCount x outputCount, row-major; the forest's feature f is column
 * `columnOf[f]`. Trees are added in order for every row, so a batch equals its single rows to the last bit.
 */
export function decisionForestMargins(
  forest: DecisionForest,
  values: ForestValues,
  rowCount: number,
  columnOf: Int32Array,
): Float64Array {
  const isSingle = forest.precision === 'float32';
  const rounded = isSingle && values instanceof Float64Array ? Float32Array.from(values) : values;
  // Adding into a Float32Array rounds after every tree.
  const margins = isSingle
    ? new Float32Array(rowCount * forest.outputCount)
    : new Float64Array(rowCount * forest.outputCount);
  for (let i = 0; i < margins.length; i++) margins[i] = forest.base[i % forest.outputCount] as number;
  const offsets = forest.feature.map((feature) => (columnOf[feature] as number) * rowCount);
  const linearOffsets = forest.linear?.feature.map((feature) => (columnOf[feature] as number) * rowCount);
  for (let start = 0; start < rowCount; start += blockRows) {
    const end = Math.min(rowCount, start + blockRows);
    for (let tree = 0; tree < forest.root.length; tree++)
      for (let row = start; row < end; row++) {
        const leaf = leafOf(forest, forest.root[tree] as number, offsets, rounded, row);
        const added = linearOffsets
          ? linearValue(forest, forest.linear as LinearLeaves, leaf, linearOffsets, rounded, row)
          : (forest.leafValue[leaf] as number);
        const at = row * forest.outputCount + (forest.output[tree] as number);
        (margins[at] as number) += added;
      }
  }
  return isSingle ? Float64Array.from(margins) : (margins as Float64Array);
}

function leafOf(forest: DecisionForest, root: number, offsets: Int32Array, values: ForestValues, row: number): number {
  let node = root;
  while (node >= 0) {
    const value = values[(offsets[node] as number) + row] as number;
    node = (goesLeft(forest, node, value) ? forest.left[node] : forest.right[node]) as number;
  }
  return ~node;
}

function linearValue(
  { leafValue }: DecisionForest,
  { constant, start, coefficient }: LinearLeaves,
  leaf: number,
  offsets: Int32Array,
  values: ForestValues,
  row: number,
): number {
  let sum = constant[leaf] as number;
  for (let i = start[leaf] as number; i < (start[leaf + 1] as number); i++) {
    const value = values[(offsets[i] as number) + row] as number;
    if (Number.isNaN(value)) return leafValue[leaf] as number;
    sum += (coefficient[i] as number) * value;
  }
  return sum;
}
