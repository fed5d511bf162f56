import { copyPath, extendPath, type ShapPath, shapPath, unwindPath, unwoundWeight } from './shap-path.ts';

/** What the descent needs to know of a forest. A node below 0 is the leaf ~node. */
export interface ExplainedForest {
  readonly feature: Int32Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly leafValue: Float64Array;
  /** Training rows, or weight, below a node. */
  cover(node: number): number;
  goesLeft(node: number, value: number): boolean;
}

interface Walk {
  readonly forest: ExplainedForest;
  readonly row: ArrayLike<number>;
  readonly contributions: Float64Array;
  /** One a depth, reused by all nodes of that depth and by all trees. */
  readonly paths: ShapPath[];
}

/**
 * Adds the Shapley values of the trees with these roots to `contributions` (one a feature), path-dependent and exact.
 * Source: Lundberg et al. 2018, Algorithm 2.
 */
export function addShapValues(
  forest: ExplainedForest,
  roots: Iterable<number>,
  row: ArrayLike<number>,
  contributions: Float64Array,
): void {
  const walk: Walk = { forest, row, contributions, paths: [] };
  for (const root of roots) descend(walk, root, 0, 0, 1, 1, -1);
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
  const { forest, row, contributions } = walk;
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
  const isLeftTaken = forest.goesLeft(node, row[split] as number);
  for (const isLeft of [true, false]) {
    const child = (isLeft ? forest.left[node] : forest.right[node]) as number;
    const share = knownZero * (forest.cover(child) / forest.cover(node));
    copyPath(path, pathAt(walk, depth + 1), length);
    descend(walk, child, depth + 1, length, share, isLeft === isLeftTaken ? knownOne : 0, split);
  }
}

function pathAt(walk: Walk, depth: number): ShapPath {
  const known = walk.paths[depth];
  if (known !== undefined) return known;
  const made = shapPath(depth + 2);
  walk.paths[depth] = made;
  return made;
}
