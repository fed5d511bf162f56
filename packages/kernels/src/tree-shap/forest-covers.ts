import type { DecisionForest } from '../decision-forest/decision-forest.ts';

/** What path-dependent explanations average by. */
export interface ForestCovers {
  /** The mean margin of each output over the training rows. */
  readonly expected: Float64Array;
  /** The share of the training weight at each split that goes left. */
  readonly shareLeft: Float64Array;
}

/**
 * Sums the covers of the leaves upwards. Undefined where path-dependent explanations do not exist: leaves that are linear,
 * or that no training weight is known of.
 */
export function forestCovers(forest: DecisionForest): ForestCovers | undefined {
  if (forest.linear) return undefined;
  const covers = new Float64Array(forest.feature.length);
  const sums = new Float64Array(forest.feature.length);
  const expected = forest.base.slice();
  const coverOf = (node: number): number => (node < 0 ? forest.leafCover[~node] : covers[node]) as number;
  const sumOf = (node: number): number =>
    (node < 0 ? (forest.leafValue[~node] as number) * (forest.leafCover[~node] as number) : sums[node]) as number;
  for (const [tree, root] of forest.root.entries()) {
    for (const node of childrenFirst(forest, root)) {
      const left = forest.left[node] as number;
      const right = forest.right[node] as number;
      if (!(coverOf(left) > 0 && coverOf(right) > 0)) return undefined;
      covers[node] = coverOf(left) + coverOf(right);
      sums[node] = sumOf(left) + sumOf(right);
    }
    const mean = root < 0 ? (forest.leafValue[~root] as number) : (sums[root] as number) / (covers[root] as number);
    (expected[forest.output[tree] as number] as number) += mean;
  }
  const shareLeft = covers.map((cover, split) => coverOf(forest.left[split] as number) / cover);
  return { expected, shareLeft };
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
