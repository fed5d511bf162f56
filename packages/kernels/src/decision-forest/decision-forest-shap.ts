import type { DecisionForest } from './decision-forest.ts';
import { goesLeft } from './goes-left.ts';
import { addShapValues, type ExplainedForest } from './shap-descent.ts';

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
  const explained: ExplainedForest = {
    feature: forest.feature,
    left: forest.left,
    right: forest.right,
    leafValue: forest.leafValue,
    cover: (node) => coverOf(forest, covers.split, node),
    goesLeft: (node, value) => goesLeft(forest, node, value),
  };
  const roots = forest.root.filter((_root, tree) => forest.output[tree] === output);
  addShapValues(explained, roots, row, contributions);
  return contributions;
}
