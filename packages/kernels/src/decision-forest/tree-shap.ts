import type { Forest } from './forest.ts';
import { addShapValues, type ExplainedForest } from './shap-descent.ts';

/**
 * Training rows below each split, from the rows of the leaves; forests are checked on load, so children are in range.
 * Splits of a tree may stand in any order.
 */
export function splitRows(forest: Forest): Float64Array {
  const rows = new Float64Array(forest.feature.length);
  const count = (node: number): number => {
    if (node < 0) return forest.leafRows[~node] as number;
    rows[node] = count(forest.left[node] as number) + count(forest.right[node] as number);
    return rows[node] as number;
  };
  for (let tree = 0; tree + 1 < forest.splitStart.length; tree++) count(forest.splitStart[tree] as number);
  return rows;
}

/** Mean margin of the forest over its training rows: each leaf weighted by its rows. */
export function expectedMargin(forest: Forest): number {
  let margin = forest.base;
  for (let tree = 0; tree + 1 < forest.leafStart.length; tree++) {
    let sum = 0;
    let rows = 0;
    for (let leaf = forest.leafStart[tree] as number; leaf < (forest.leafStart[tree + 1] as number); leaf++) {
      sum += (forest.leafValue[leaf] as number) * (forest.leafRows[leaf] as number);
      rows += forest.leafRows[leaf] as number;
    }
    margin += sum / rows;
  }
  return margin;
}

/**
 * Shapley values of every feature on the margin of one row (float32, forest order), path-dependent and exact; with
 * `expectedMargin` they sum to the margin. `rows` comes from `splitRows`. Source: Lundberg et al. 2018, Algorithm 2.
 */
export function treeShap(forest: Forest, rows: Float64Array, row: Float32Array): Float64Array {
  const contributions = new Float64Array(forest.featureCount);
  const explained: ExplainedForest = {
    feature: forest.feature,
    left: forest.left,
    right: forest.right,
    leafValue: forest.leafValue,
    cover: (node) => (node < 0 ? forest.leafRows[~node] : rows[node]) as number,
    goesLeft: (node, value) =>
      value <= (forest.threshold[node] as number) || (forest.missingLeft[node] === 1 && Number.isNaN(value)),
  };
  addShapValues(explained, forest.splitStart.subarray(0, -1), row, contributions);
  return contributions;
}
