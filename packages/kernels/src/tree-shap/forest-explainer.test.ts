import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DecisionForest, splitRule } from '../decision-forest/decision-forest.ts';
import { decisionForestMargins } from '../decision-forest/decision-forest-margins.ts';
import { randomStream } from '../random/random-stream.ts';
import { randomForest, randomRows } from './explained-forests.cases.ts';
import reference from './forest-explainer.reference.json' with { type: 'json' };
import { forestExplainer } from './forest-explainer.ts';
import { bruteForceShap, expectation } from './shap-definition.cases.ts';

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

const identity = (width: number): Int32Array => Int32Array.from({ length: width }, (_, f) => f);

function explainRow(forest: DecisionForest, row: ArrayLike<number>, output = 0): Float64Array {
  const values = Float64Array.from(row);
  return forestExplainer(forest)!.explain(values, 1, identity(values.length), output).contributions;
}

const cases = fc.record({
  treeCount: fc.integer({ min: 0, max: 9 }),
  depth: fc.integer({ min: 0, max: 9 }),
  featureCount: fc.integer({ min: 1, max: 20 }),
  outputCount: fc.integer({ min: 1, max: 3 }),
  seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
});

describe('forestExplainer', () => {
  it('gives Shapley values by their definition: numbers, categories, missing values, several outputs', () => {
    fc.assert(
      fc.property(cases, ({ featureCount, ...kind }) => {
        const random = randomStream(kind.seed);
        const forest = randomForest(
          { ...kind, depth: Math.min(kind.depth, 5), featureCount: Math.min(featureCount, 5) },
          random,
        );
        const row = randomRows(1, forest.featureCount, random);
        for (let output = 0; output < forest.outputCount; output++) {
          const found = explainRow(forest, row, output);
          for (const [f, value] of bruteForceShap(forest, row, output).entries())
            expect(Math.abs(found[f]! - value)).toBeLessThan(1e-12);
          const expected = forestExplainer(forest)!.expected[output]!;
          expect(Math.abs(expected - expectation(forest, row, output, 0))).toBeLessThan(1e-12);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('gives the same bits compiled and plain, in a batch and row by row', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 1, max: 70 }), (kind, rowCount) => {
        const random = randomStream(kind.seed);
        const forest = randomForest(kind, random);
        const { featureCount } = kind;
        const values = randomRows(rowCount, featureCount, random);
        const columnOf = identity(featureCount).reverse();
        const output = random.integer(kind.outputCount);
        const compiled = forestExplainer(forest)!.explain(values, rowCount, columnOf, output);
        expect(forestExplainer(forest, false)!.explain(values, rowCount, columnOf, output)).toEqual(compiled);
        const last = Float64Array.from(identity(featureCount), (f) => values[(f + 1) * rowCount - 1]!);
        const single = forestExplainer(forest)!.explain(last, 1, columnOf, output).contributions;
        expect(single).toEqual(compiled.contributions.subarray((rowCount - 1) * featureCount));
      }),
      { numRuns: 60 },
    );
  });

  it('equals pred_contrib of LightGBM on its own trees', () => {
    const forest = forestOf(reference.trees, reference.featureCount, 0);
    const { expected } = forestExplainer(forest)!;
    for (const [i, values] of reference.rows.entries()) {
      const row = Float64Array.from(values, (v) => v ?? Number.NaN);
      const found = [...explainRow(forest, row), ...expected];
      for (const [f, value] of reference.contributions[i]!.entries())
        expect(Math.abs(found[f]! - value)).toBeLessThan(1e-9);
      const [margin] = decisionForestMargins(forest, row, 1, identity(row.length));
      expect(margin).toBeCloseTo(reference.margins[i]!, 12);
    }
  });

  it('gives 0 to a feature that no tree looks at, and the same to features that play the same part', () => {
    const forest = randomForest({ treeCount: 4, depth: 6, featureCount: 5, outputCount: 1 }, randomStream(3));
    const row = randomRows(1, 5, randomStream(4));
    const unused = explainRow({ ...forest, featureCount: 6 }, [...row, 7]);
    expect(unused[5]).toBe(0);
    expect([...unused.subarray(0, 5)]).toEqual([...explainRow(forest, row)]);
    // Both orders of an exclusive or, half the rows each: neither feature is before the other.
    const splits = [
      [0, 0, 0, 1, 2],
      [1, 0, 0, ~0, ~1],
      [1, 0, 0, ~2, ~3],
    ];
    const leaves = [0, 1, 1, 0].map((value) => [value, 10]);
    const [a = Number.NaN, b] = explainRow(forestOf([{ splits, leaves }], 2, 0), [-1, 1]);
    expect(a).toBeCloseTo(b!, 14);
    expect(a).toBeCloseTo(0.25, 14);
  });

  it('sums to the margin on a path of 60 features, each met twice', () => {
    const splits = Array.from({ length: 120 }, (_, i) => [
      i % 60,
      i < 60 ? 0 : -1,
      0,
      i === 119 ? ~119 : i + 1,
      ~(i === 119 ? 120 : i),
    ]);
    const leaves = Array.from({ length: 121 }, (_, i) => [Math.sin(i), 1 + (i % 7)]);
    const forest = forestOf([{ splits, leaves }], 60, 0.5);
    for (const row of [new Float64Array(60).fill(-2), identity(60).map((f) => (f === 50 ? 1 : -2))]) {
      const sum = explainRow(forest, row).reduce((a, b) => a + b, forestExplainer(forest)!.expected[0]!);
      const [margin = Number.NaN] = decisionForestMargins(forest, Float64Array.from(row), 1, identity(60));
      expect(Math.abs(sum - margin)).toBeLessThan(1e-12);
    }
  });

  it('does not exist where leaves are linear or of no known weight', () => {
    const forest = randomForest({ treeCount: 1, depth: 3, featureCount: 2, outputCount: 1 }, randomStream(1));
    expect(forestExplainer({ ...forest, leafCover: forest.leafCover.map(() => 0) })).toBeUndefined();
  });
});
