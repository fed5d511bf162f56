import { type DecisionForest, splitRule } from '@tend/kernels';
import type { FlatTree } from './forest-of.ts';

/** The trees of a forest of constant leaves, each by itself: `forestOf` makes the same forest of them again. */
export function treesOf(forest: DecisionForest): readonly FlatTree[] {
  return Array.from(forest.root, (root, tree) => treeOf(forest, root, forest.output[tree] as number));
}

function treeOf(forest: DecisionForest, root: number, output: number): FlatTree {
  const splits: number[] = [];
  const leaves: number[] = [];
  const waiting = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node < 0) leaves.push(~node);
    else {
      splits.push(node);
      waiting.push(forest.left[node] as number, forest.right[node] as number);
    }
  }
  splits.sort((a, b) => a - b);
  leaves.sort((a, b) => a - b);
  const places = new Map([
    ...splits.map((split, place) => [split, place] as const),
    ...leaves.map((leaf, place) => [~leaf, ~place] as const),
  ]);
  const placeOf = (node: number): number => places.get(node) as number;
  const numbers = (of: ArrayLike<number>, nodes: readonly number[]): readonly number[] =>
    nodes.map((node) => of[node] as number);
  return {
    output,
    feature: numbers(forest.feature, splits),
    threshold: numbers(forest.threshold, splits),
    leftSets: splits.map((split) => leftSet(forest, split)),
    missingLeft: splits.map(
      (split) => ((forest.rule[split] as number) & splitRule.missingGoesLeft) / splitRule.missingGoesLeft,
    ),
    left: numbers(forest.left, splits).map(placeOf),
    right: numbers(forest.right, splits).map(placeOf),
    ...(forest.gain && { gain: numbers(forest.gain, splits) }),
    leafValue: numbers(forest.leafValue, leaves),
    leafCover: numbers(forest.leafCover, leaves),
  };
}

function leftSet({ rule, setStart, setWords }: DecisionForest, split: number): Uint32Array | undefined {
  if (((rule[split] as number) & splitRule.categorical) === 0) return undefined;
  return setWords.slice(setStart[split], setStart[split + 1]);
}
