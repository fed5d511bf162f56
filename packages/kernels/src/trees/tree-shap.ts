import type { Forest } from './forest.ts';
import { copyPath, extendPath, type ShapPath, shapPath, unwindPath, unwoundWeight } from './shap-path.ts';

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
  const walk: Walk = { forest, rows, row, contributions, paths: [] };
  for (let tree = 0; tree + 1 < forest.splitStart.length; tree++)
    descend(walk, forest.splitStart[tree] as number, 0, 0, 1, 1, -1);
  return contributions;
}

interface Walk {
  readonly forest: Forest;
  readonly rows: Float64Array;
  readonly row: Float32Array;
  readonly contributions: Float64Array;
  /** One a depth, reused by all nodes of that depth. */
  readonly paths: ShapPath[];
}

/** `path` of this depth already holds the parent's entries; `feature` was split on, the shares are those of this child. */
function descend(
  walk: Walk,
  node: number,
  depth: number,
  parentLength: number,
  zero: number,
  one: number,
  feature: number,
): void {
  const { forest, rows, row, contributions } = walk;
  const path = pathAt(walk, depth);
  let length = extendPath(path, parentLength, zero, one, feature);
  if (node < 0) {
    const value = forest.leafValue[~node] as number;
    for (let i = 1; i < length; i++) {
      const share = unwoundWeight(path, length, i) * ((path.one[i] as number) - (path.zero[i] as number));
      (contributions[path.feature[i] as number] as number) += share * value;
    }
    return;
  }
  const split = forest.feature[node] as number;
  let knownZero = 1;
  let knownOne = 1;
  for (let i = 1; i < length; i++) {
    if (path.feature[i] !== split) continue;
    knownZero = path.zero[i] as number;
    knownOne = path.one[i] as number;
    length = unwindPath(path, length, i);
    break;
  }
  const value = row[split] as number;
  const goesLeft =
    value <= (forest.threshold[node] as number) || (forest.missingLeft[node] === 1 && Number.isNaN(value));
  for (const isLeft of [true, false]) {
    const child = (isLeft ? forest.left[node] : forest.right[node]) as number;
    const childRows = (child < 0 ? forest.leafRows[~child] : rows[child]) as number;
    const share = knownZero * (childRows / (rows[node] as number));
    copyPath(path, pathAt(walk, depth + 1), length);
    descend(walk, child, depth + 1, length, share, isLeft === goesLeft ? knownOne : 0, split);
  }
}

function pathAt(walk: Walk, depth: number): ShapPath {
  const known = walk.paths[depth];
  if (known !== undefined) return known;
  const made = shapPath(depth + 2);
  walk.paths[depth] = made;
  return made;
}
