import { describe, expect, it } from 'vitest';
import { randomStream } from '../random/random-stream.ts';
import { type DecisionForest, splitRule } from './decision-forest.ts';
import { decisionForestMargins } from './decision-forest-margins.ts';
import reference from './decision-forest-shap.reference.json' with { type: 'json' };
import { decisionForestCovers, decisionForestShap, type ForestCovers } from './decision-forest-shap.ts';

interface TestTree {
  /** feature, threshold, missingLeft, left, right. */
  splits: number[][];
  /** value, rows. */
  leaves: number[][];
}

function forestOf(trees: readonly TestTree[], featureCount: number, base: number): DecisionForest {
  const root: number[] = [];
  const splits: { feature: number; threshold: number; rule: number; left: number; right: number }[] = [];
  const leaves: number[][] = [];
  for (const tree of trees) {
    const [firstSplit, firstLeaf] = [splits.length, leaves.length];
    root.push(firstSplit);
    for (const [feature, threshold, missingLeft, ...children] of tree.splits) {
      const [left, right] = children.map((c) => (c < 0 ? c - firstLeaf : c + firstSplit));
      const rule = missingLeft! * splitRule.missingGoesLeft;
      splits.push({ feature: feature!, threshold: threshold!, rule, left: left!, right: right! });
    }
    leaves.push(...tree.leaves);
  }
  return {
    featureCount,
    outputCount: 1,
    precision: 'float64',
    base: Float64Array.of(base),
    root: Int32Array.from(root),
    output: new Int32Array(root.length),
    feature: Int32Array.from(splits, ({ feature }) => feature),
    threshold: Float64Array.from(splits, ({ threshold }) => threshold),
    rule: Uint8Array.from(splits, ({ rule }) => rule),
    setStart: new Int32Array(splits.length + 1),
    setWords: new Uint32Array(),
    left: Int32Array.from(splits, ({ left }) => left),
    right: Int32Array.from(splits, ({ right }) => right),
    leafValue: Float64Array.from(leaves, ([value]) => value!),
    leafCover: Float64Array.from(leaves, ([, rows]) => rows!),
  };
}

function coversOf(forest: DecisionForest): ForestCovers {
  return decisionForestCovers(forest)!;
}

/** A random tree of `depth` levels that uses features again on one path. */
function randomTree(seed: number, featureCount: number, depth: number): TestTree {
  const random = randomStream(seed);
  const tree: TestTree = { splits: [], leaves: [] };
  const grow = (level: number): number => {
    if (level === depth || (level > 0 && random.uniform() < 0.2))
      return ~(tree.leaves.push([random.normal(), 1 + random.integer(50)]) - 1);
    const split = [random.integer(featureCount), Math.fround(random.normal()), random.integer(2)];
    const at = tree.splits.push(split) - 1;
    split.push(grow(level + 1));
    split.push(grow(level + 1));
    return at;
  };
  grow(0);
  return tree;
}

/** Expected margin where only the features of `known` (a bit set) are known: unknown splits average by rows. */
function expectation(forest: DecisionForest, row: Float32Array, known: number): number {
  const { split } = coversOf(forest);
  const rowsOf = (node: number): number => (node < 0 ? forest.leafCover[~node]! : split[node]!);
  const value = (node: number): number => {
    if (node < 0) return forest.leafValue[~node]!;
    const [left, right] = [forest.left[node]!, forest.right[node]!];
    if ((known >> forest.feature[node]!) & 1) {
      const v = row[forest.feature[node]!]!;
      return value(
        v <= forest.threshold[node]! || (Number.isNaN(v) && (forest.rule[node]! & splitRule.missingGoesLeft) !== 0)
          ? left
          : right,
      );
    }
    return (value(left) * rowsOf(left) + value(right) * rowsOf(right)) / rowsOf(node);
  };
  return forest.root.reduce((sum, root) => sum + value(root), forest.base[0]!);
}

/** Shapley values by their definition, over all subsets. */
function bruteForce(forest: DecisionForest, row: Float32Array): number[] {
  const p = forest.featureCount;
  const factorial = (k: number): number => (k < 2 ? 1 : k * factorial(k - 1));
  return Array.from({ length: p }, (_, feature) => {
    let sum = 0;
    for (let known = 0; known < 2 ** p; known++) {
      if ((known >> feature) & 1) continue;
      const size = [...known.toString(2)].filter((bit) => bit === '1').length;
      const weight = (factorial(size) * factorial(p - size - 1)) / factorial(p);
      sum += weight * (expectation(forest, row, known | (1 << feature)) - expectation(forest, row, known));
    }
    return sum;
  });
}

describe('decisionForestShap', () => {
  it.each([1, 2, 3, 4, 5, 6])('equals the enumeration of all subsets, forest %i', (seed) => {
    const forest = forestOf([randomTree(seed, 5, 5), randomTree(seed + 100, 5, 3)], 5, 0.25);
    const random = randomStream(seed + 200);
    for (let i = 0; i < 5; i++) {
      const row = new Float32Array(5).map(() => (random.uniform() < 0.2 ? Number.NaN : random.normal()));
      const exact = bruteForce(forest, row);
      const found = decisionForestShap(forest, coversOf(forest), row, 0);
      for (const [f, value] of exact.entries()) expect(Math.abs(found[f]! - value)).toBeLessThan(1e-12);
      expect(coversOf(forest).expected[0]).toBeCloseTo(expectation(forest, row, 0), 12);
    }
  });

  it('equals pred_contrib of LightGBM on its own trees', () => {
    const forest = forestOf(reference.trees, reference.featureCount, 0);
    const covers = coversOf(forest);
    for (const [i, values] of reference.rows.entries()) {
      const row = Float32Array.from(values, (v) => v ?? Number.NaN);
      const found = [...decisionForestShap(forest, covers, row, 0), ...covers.expected];
      for (const [f, value] of reference.contributions[i]!.entries())
        expect(Math.abs(found[f]! - value)).toBeLessThan(1e-9);
      const [margin] = decisionForestMargins(forest, row, 1, Int32Array.from(row.keys()));
      expect(margin).toBeCloseTo(reference.margins[i]!, 12);
    }
  });

  it('sums to the margin on deep trees that use features again', () => {
    const forest = forestOf([randomTree(9, 3, 12)], 3, -1);
    const row = Float32Array.of(0.1, Number.NaN, -0.4);
    const covers = coversOf(forest);
    const sum = decisionForestShap(forest, covers, row, 0).reduce((a, b) => a + b, covers.expected[0]!);
    expect(sum).toBeCloseTo(decisionForestMargins(forest, row, 1, Int32Array.of(0, 1, 2))[0]!, 10);
  });
});
