import { copyPath, extendPath, type ShapPath, shapPath, unwindPath, unwoundWeight } from '../trees/shap-path.ts';
import type { DecisionForest } from './decision-forest.ts';
import { goesLeft } from './goes-left.ts';

/** What explanations average by: the training weight below each split, and the mean margin of each output. */
export interface ForestCovers {
  readonly split: Float64Array;
  readonly expected: Float64Array;
}

/**
 * Sums the covers of the leaves upwards. Undefined where path-dependent explanations do not exist: leaves that are linear,
 * or that no training weight is known of.
 */
export function decisionForestCovers(forest: DecisionForest): ForestCovers | undefined {
  if (forest.linear) return undefined;
  const split = new Float64Array(forest.feature.length);
  const sums = new Float64Array(forest.feature.length);
  const expected = forest.base.slice();
  const sumOf = (node: number): number =>
    (node < 0 ? (forest.leafValue[~node] as number) * (forest.leafCover[~node] as number) : sums[node]) as number;
  for (const [tree, root] of forest.root.entries()) {
    for (const node of childrenFirst(forest, root)) {
      const left = forest.left[node] as number;
      const right = forest.right[node] as number;
      if (!(coverOf(forest, split, left) > 0 && coverOf(forest, split, right) > 0)) return undefined;
      split[node] = coverOf(forest, split, left) + coverOf(forest, split, right);
      sums[node] = sumOf(left) + sumOf(right);
    }
    const mean = root < 0 ? (forest.leafValue[~root] as number) : (sums[root] as number) / (split[root] as number);
    (expected[forest.output[tree] as number] as number) += mean;
  }
  return { split, expected };
}

function coverOf(forest: DecisionForest, split: Float64Array, node: number): number {
  return (node < 0 ? forest.leafCover[~node] : split[node]) as number;
}

function childrenFirst({ left, right }: DecisionForest, root: number): readonly number[] {
  const order: number[] = [];
  const waiting = root < 0 ? [] : [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    order.push(node);
    for (const child of [left[node] as number, right[node] as number]) if (child >= 0) waiting.push(child);
  }
  return order.reverse();
}

/**
 * Shapley values of every feature on one output's margin of one row (forest order, already rounded to the forest's
 * precision), path-dependent and exact; with `covers.expected[output]` they sum to the margin in float64.
 * Source: Lundberg et al. 2018, Algorithm 2.
 */
export function decisionForestShap(
  forest: DecisionForest,
  covers: ForestCovers,
  row: ArrayLike<number>,
  output: number,
): Float64Array {
  const contributions = new Float64Array(forest.featureCount);
  const walk: Walk = { forest, covers, row, contributions, paths: [] };
  for (const [tree, root] of forest.root.entries())
    if (forest.output[tree] === output) descend(walk, root, 0, 0, 1, 1, -1);
  return contributions;
}

interface Walk {
  readonly forest: DecisionForest;
  readonly covers: ForestCovers;
  readonly row: ArrayLike<number>;
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
  const { forest, covers, row, contributions } = walk;
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
  const isLeftTaken = goesLeft(forest, node, row[split] as number);
  for (const isLeft of [true, false]) {
    const child = (isLeft ? forest.left[node] : forest.right[node]) as number;
    const share = knownZero * (coverOf(forest, covers.split, child) / (covers.split[node] as number));
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
