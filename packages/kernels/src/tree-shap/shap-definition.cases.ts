import type { DecisionForest } from '../decision-forest/decision-forest.ts';
import { goesLeft } from '../decision-forest/goes-left.ts';

/** What a margin is where only the features of `known` (a bit set) are. */
export type SetFunction = (known: number) => number;

/** Expected margin where only the features of `known` are: unknown splits average by their cover. */
export function expectation(forest: DecisionForest, row: ArrayLike<number>, output: number, known: number): number {
  const coverOf = (node: number): number =>
    node < 0 ? forest.leafCover[~node]! : coverOf(forest.left[node]!) + coverOf(forest.right[node]!);
  const value = (node: number): number => {
    if (node < 0) return forest.leafValue[~node]!;
    const [left, right] = [forest.left[node]!, forest.right[node]!];
    const feature = forest.feature[node]!;
    if ((known >> feature) & 1) return value(goesLeft(forest, node, row[feature]!) ? left : right);
    return (value(left) * coverOf(left) + value(right) * coverOf(right)) / coverOf(node);
  };
  const roots = forest.root.filter((_, tree) => forest.output[tree] === output);
  return roots.reduce((sum, root) => sum + value(root), forest.base[output]!);
}

/** Shapley values by their definition, over all subsets. */
export function shapley(featureCount: number, of: SetFunction): number[] {
  return Array.from({ length: featureCount }, (_, feature) => {
    let sum = 0;
    for (let known = 0; known < 2 ** featureCount; known++) {
      if ((known >> feature) & 1) continue;
      const size = bitCount(known);
      const weight = (factorial(size) * factorial(featureCount - size - 1)) / factorial(featureCount);
      sum += weight * (of(known | (1 << feature)) - of(known));
    }
    return sum;
  });
}

/** Shapley interaction values by their definition: [i][j], and on the diagonal what i does alone. */
export function shapleyInteractions(featureCount: number, of: SetFunction): number[][] {
  const matrix = shapley(featureCount, of).map(() => new Array<number>(featureCount).fill(0));
  for (let i = 0; i < featureCount; i++)
    for (let j = 0; j < featureCount; j++) {
      if (i === j) continue;
      for (let known = 0; known < 2 ** featureCount; known++) {
        if ((known >> i) & 1 || (known >> j) & 1) continue;
        const size = bitCount(known);
        const weight = (factorial(size) * factorial(featureCount - size - 2)) / (2 * factorial(featureCount - 1));
        const [a, b] = [1 << i, 1 << j];
        matrix[i]![j]! += weight * (of(known | a | b) - of(known | a) - of(known | b) + of(known));
      }
    }
  for (const [i, value] of shapley(featureCount, of).entries())
    matrix[i]![i] = value - matrix[i]!.reduce((sum, other) => sum + other, 0);
  return matrix;
}

/** Shapley values of path-dependent expectations, by their definition. */
export function bruteForceShap(forest: DecisionForest, row: ArrayLike<number>, output: number): number[] {
  return shapley(forest.featureCount, (known) => expectation(forest, row, output, known));
}

function factorial(k: number): number {
  return k < 2 ? 1 : k * factorial(k - 1);
}

function bitCount(known: number): number {
  return [...known.toString(2)].filter((bit) => bit === '1').length;
}
