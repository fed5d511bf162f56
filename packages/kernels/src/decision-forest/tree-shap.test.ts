import { describe, expect, it } from 'vitest';
import { randomStream } from '../random/random-stream.ts';
import type { Forest } from './forest.ts';
import { forestMargins } from './forest-margins.ts';
import reference from './tree-shap.reference.json' with { type: 'json' };
import { expectedMargin, splitRows, treeShap } from './tree-shap.ts';

interface TestTree {
  /** feature, threshold, missingLeft, left, right. */
  splits: number[][];
  /** value, rows. */
  leaves: number[][];
}

function forestOf(trees: readonly TestTree[], featureCount: number, base: number): Forest {
  const splitStart = [0];
  const leafStart = [0];
  for (const { splits, leaves } of trees) {
    splitStart.push(splitStart.at(-1)! + splits.length);
    leafStart.push(leafStart.at(-1)! + leaves.length);
  }
  const splits = trees.flatMap((tree, t) =>
    tree.splits.map(([feature, threshold, missingLeft, ...children]) => {
      const [left, right] = children.map((c) => (c < 0 ? c - leafStart[t]! : c + splitStart[t]!));
      return { feature: feature!, threshold: threshold!, missingLeft: missingLeft!, left: left!, right: right! };
    }),
  );
  const leaves = trees.flatMap((tree) => tree.leaves);
  return {
    base,
    featureCount,
    splitStart: Int32Array.from(splitStart),
    leafStart: Int32Array.from(leafStart),
    feature: Int32Array.from(splits, ({ feature }) => feature),
    threshold: Float32Array.from(splits, ({ threshold }) => threshold),
    missingLeft: Uint8Array.from(splits, ({ missingLeft }) => missingLeft),
    left: Int32Array.from(splits, ({ left }) => left),
    right: Int32Array.from(splits, ({ right }) => right),
    leafValue: Float64Array.from(leaves, ([value]) => value!),
    leafRows: Uint32Array.from(leaves, ([, rows]) => rows!),
  };
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
function expectation(forest: Forest, row: Float32Array, known: number): number {
  const rows = splitRows(forest);
  const rowsOf = (node: number): number => (node < 0 ? forest.leafRows[~node]! : rows[node]!);
  const value = (node: number): number => {
    if (node < 0) return forest.leafValue[~node]!;
    const [left, right] = [forest.left[node]!, forest.right[node]!];
    if ((known >> forest.feature[node]!) & 1) {
      const v = row[forest.feature[node]!]!;
      return value(v <= forest.threshold[node]! || (Number.isNaN(v) && forest.missingLeft[node] === 1) ? left : right);
    }
    return (value(left) * rowsOf(left) + value(right) * rowsOf(right)) / rowsOf(node);
  };
  return forest.splitStart.slice(0, -1).reduce((sum, root) => sum + value(root), forest.base);
}

/** Shapley values by their definition, over all subsets. */
function bruteForce(forest: Forest, row: Float32Array): number[] {
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

describe('treeShap', () => {
  it.each([1, 2, 3, 4, 5, 6])('equals the enumeration of all subsets, forest %i', (seed) => {
    const forest = forestOf([randomTree(seed, 5, 5), randomTree(seed + 100, 5, 3)], 5, 0.25);
    const random = randomStream(seed + 200);
    for (let i = 0; i < 5; i++) {
      const row = new Float32Array(5).map(() => (random.uniform() < 0.2 ? Number.NaN : random.normal()));
      const exact = bruteForce(forest, row);
      const found = treeShap(forest, splitRows(forest), row);
      for (const [f, value] of exact.entries()) expect(Math.abs(found[f]! - value)).toBeLessThan(1e-12);
      expect(expectedMargin(forest)).toBeCloseTo(expectation(forest, row, 0), 12);
    }
  });

  it('equals pred_contrib of LightGBM on its own trees', () => {
    const forest = forestOf(reference.trees, reference.featureCount, 0);
    const rows = splitRows(forest);
    const base = expectedMargin(forest);
    for (const [i, values] of reference.rows.entries()) {
      const row = Float32Array.from(values, (v) => v ?? Number.NaN);
      const found = [...treeShap(forest, rows, row), base];
      for (const [f, value] of reference.contributions[i]!.entries())
        expect(Math.abs(found[f]! - value)).toBeLessThan(1e-9);
      const [margin] = forestMargins(forest, row, 1, Int32Array.from(row.keys()));
      expect(margin).toBeCloseTo(reference.margins[i]!, 12);
    }
  });

  it('sums to the margin on deep trees that use features again', () => {
    const forest = forestOf([randomTree(9, 3, 12)], 3, -1);
    const row = Float32Array.of(0.1, Number.NaN, -0.4);
    const sum = treeShap(forest, splitRows(forest), row).reduce(
      (total, value) => total + value,
      expectedMargin(forest),
    );
    expect(sum).toBeCloseTo(forestMargins(forest, row, 1, Int32Array.of(0, 1, 2))[0]!, 10);
  });
});
