import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { forestExplainer } from '../tree-shap/forest-explainer.ts';
import { type DecisionForest, splitRule } from './decision-forest.ts';
import { decisionForestMargins } from './decision-forest-margins.ts';
import { goesLeft } from './goes-left.ts';

const { missingGoesLeft, zeroIsMissing, categorical, truncatesNegative } = splitRule;

/** Feature 0 at 1.5, below it to the left the categories {1, 40} of feature 1; a second tree of one leaf for output 1. */
function forestOf(rules: readonly [number, number], precision: 'float32' | 'float64' = 'float64'): DecisionForest {
  return {
    featureCount: 2,
    outputCount: 2,
    precision,
    base: Float64Array.of(0.1, 0.2),
    root: Int32Array.of(0, ~3),
    output: Int32Array.of(0, 1),
    feature: Int32Array.of(0, 1),
    threshold: Float64Array.of(1.5, 0),
    rule: Uint8Array.of(rules[0], rules[1] | categorical),
    setStart: Int32Array.of(0, 0, 2),
    setWords: Uint32Array.of(1 << 1, 1 << 8),
    left: Int32Array.of(1, ~0),
    right: Int32Array.of(~2, ~1),
    leafValue: Float64Array.of(1, 2, 4, 8),
    leafCover: Float64Array.of(3, 1, 4, 8),
  };
}

function leafAt(forest: DecisionForest, ...row: readonly number[]): number {
  const [margin = Number.NaN] = decisionForestMargins(forest, Float64Array.from(row), 1, Int32Array.of(0, 1));
  return margin - 0.1;
}

describe('the way of a value', () => {
  test('a number goes left where it is at most the threshold', () => {
    expect([1.5, 1.5000000000000002, -1e300, Infinity].map((v) => goesLeft(forestOf([0, 0]), 0, v))).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });

  test('missing goes where the split says, and so does zero where it counts as missing', () => {
    expect(goesLeft(forestOf([0, 0]), 0, Number.NaN)).toBe(false);
    expect(goesLeft(forestOf([missingGoesLeft, 0]), 0, Number.NaN)).toBe(true);
    const forest = forestOf([zeroIsMissing, 0]);
    expect([0, 1e-36, -1e-36, 2e-35, 1].map((v) => goesLeft(forest, 0, v))).toEqual([false, false, false, true, true]);
  });

  test('a category goes left where its bit is set; fractions are cut, and none is beyond the set', () => {
    const forest = forestOf([0, 0]);
    const codes = [1, 40, 1.9, 0, 2, 39, 41, 64, 2 ** 31, 2 ** 53, 1e300, Infinity, -1, -Infinity, Number.NaN];
    expect(codes.map((v) => goesLeft(forest, 1, v))).toEqual(codes.map((_, i) => i < 3));
    const zero = { ...forest, setWords: Uint32Array.of(1, 0) };
    expect(goesLeft(zero, 1, -0.5)).toBe(false);
    expect(goesLeft({ ...zero, rule: Uint8Array.of(0, categorical | truncatesNegative) }, 1, -0.5)).toBe(true);
  });
});

test('margins are the base and the leaves of each output, row by row', () => {
  const forest = forestOf([missingGoesLeft, 0]);
  const rows = [
    [1, 1],
    [1, 0],
    [2, 1],
  ] as const;
  const values = Float64Array.from([...rows.map(([a]) => a), ...rows.map(([, b]) => b)]);
  const margins = decisionForestMargins(forest, values, 3, Int32Array.of(0, 1));
  expect([...margins]).toEqual([1.1, 8.2, 2.1, 8.2, 4.1, 8.2]);
  expect(leafAt(forest, Number.NaN, 40)).toBeCloseTo(1);
});

test('a forest of float32 rounds values and every sum to float32', () => {
  const forest = { ...forestOf([0, 0], 'float32'), threshold: Float64Array.of(Math.fround(1.1), 0) };
  const [margin = Number.NaN] = decisionForestMargins(forest, Float64Array.of(1.1, 1), 1, Int32Array.of(0, 1));
  expect(margin).toBe(Math.fround(Math.fround(0.1) + 1));
});

test('linear leaves add their terms, or their constant value where one is missing', () => {
  const forest = {
    ...forestOf([missingGoesLeft, 0]),
    linear: {
      constant: Float64Array.of(10, 20, 40, 80),
      start: Int32Array.of(0, 2, 2, 2, 2),
      feature: Int32Array.of(0, 1),
      coefficient: Float64Array.of(0.5, 0.25),
    },
  };
  expect(leafAt(forest, 1, 1)).toBeCloseTo(10.75);
  expect(leafAt(forest, Number.NaN, 1)).toBeCloseTo(1);
  expect(leafAt(forest, 1, 0)).toBeCloseTo(20);
  expect(forestExplainer(forest)).toBeUndefined();
});

test('contributions are Shapley values: of two features, the mean of both orders', () => {
  const forest = forestOf([0, 0]);
  const explainer = forestExplainer(forest)!;
  // Mean of the first tree: (3 * 1 + 1 * 2 + 4 * 4) / 8; left below the root (3 * 1 + 1 * 2) / 4.
  const [mean, left] = [21 / 8, 5 / 4];
  expect([...explainer.expected]).toEqual([0.1 + mean, 8.2]);
  const known1 = (1 / 2) * 1 + (1 / 2) * 4;
  const expected = [(left - mean + (1 - known1)) / 2, (known1 - mean + (1 - left)) / 2];
  const explained = (output: number): Float64Array =>
    explainer.explain(Float64Array.of(1, 1), 1, Int32Array.of(0, 1), output).contributions;
  const came = explained(0);
  for (const [f, value] of expected.entries()) expect(came[f]).toBeCloseTo(value, 12);
  expect([...explained(1)]).toEqual([0, 0]);
  expect(forestExplainer({ ...forest, leafCover: new Float64Array(4) })).toBeUndefined();
});

test('a batch equals its single rows to the last bit, and contributions sum to the margin', () => {
  const cell = fc.oneof(fc.double({ min: -3, max: 45 }), fc.constantFrom(Number.NaN, 0, 1, 40, -0.5));
  fc.assert(
    fc.property(
      fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 600 }),
      fc.nat(3),
      fc.constantFrom('float32' as const, 'float64' as const),
      (rows, rule, precision) => {
        const forest = forestOf([rule, rule], precision);
        const values = Float64Array.from([...rows.map(([a]) => a), ...rows.map(([, b]) => b)]);
        const columns = Int32Array.of(0, 1);
        const batch = decisionForestMargins(forest, values, rows.length, columns);
        const single = rows.flatMap((row) => [...decisionForestMargins(forest, Float64Array.from(row), 1, columns)]);
        expect([...batch]).toEqual(single);
        const explainer = forestExplainer(forest)!;
        const { contributions } = explainer.explain(values, rows.length, columns, 0);
        const sum = explainer.expected[0]! + contributions[0]! + contributions[1]!;
        expect(sum).toBeCloseTo(batch[0]!, precision === 'float32' ? 5 : 12);
      },
    ),
    { numRuns: 60 },
  );
});
