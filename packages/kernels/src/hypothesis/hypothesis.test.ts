import { expect, test } from 'vitest';
import { adjustPValues } from './adjust-p-values.ts';
import { chiSquareTest } from './chi-square-test.ts';
import reference from './hypothesis.reference.json' with { type: 'json' };
import { kolmogorovSmirnov } from './kolmogorov-smirnov.ts';
import { mannWhitney } from './mann-whitney.ts';
import { wilsonInterval } from './wilson-interval.ts';

test.each(reference.wilson)('Wilson for $k of $n at $confidence agrees with SciPy', (expected) => {
  const { low, high } = wilsonInterval(expected.k, expected.n, expected.confidence);
  expect(low).toBeCloseTo(expected.low, 13);
  expect(high).toBeCloseTo(expected.high, 13);
});

test('no trials: the interval says nothing', () => {
  expect(wilsonInterval(0, 0, 0.95)).toEqual({ low: 0, high: 1 });
});

test.each(reference.pairs)('Kolmogorov-Smirnov and Mann-Whitney on two samples agree with SciPy (%#)', (expected) => {
  const a = Float64Array.from(expected.a);
  const b = Float64Array.from(expected.b);
  const ks = kolmogorovSmirnov(a, b);
  expect(ks.statistic).toBeCloseTo(expected.statistic, 14);
  expect(ks.pValue).toBeCloseTo(expected.stephensPValue, 12);
  // The approximation stays near the exact value, which does not know of ties.
  expect(Math.abs(ks.pValue - expected.exactPValue)).toBeLessThan(0.06);
  if (expected.statistic > 0) expect(ks.at).toBe(expected.at);
  const rank = mannWhitney(a, b);
  if (expected.mannWhitney === null) expect(rank).toMatchObject({ effect: 0.5, pValue: 1 });
  else {
    expect(rank.statistic).toBe(expected.mannWhitney.statistic);
    expect(rank.pValue).toBeCloseTo(expected.mannWhitney.pValue, 12);
  }
});

test('an empty sample differs from nothing', () => {
  const none = new Float64Array();
  const some = Float64Array.of(1, 2);
  expect(kolmogorovSmirnov(none, some)).toEqual({ statistic: Number.NaN, pValue: 1, at: Number.NaN });
  expect(mannWhitney(some, none)).toEqual({ statistic: Number.NaN, effect: Number.NaN, pValue: 1 });
});

test.each(reference.chiSquare)('chi-square and corrected V of $table agree with SciPy', ({ table, ...expected }) => {
  const got = chiSquareTest(table);
  expect(got.statistic).toBeCloseTo(expected.statistic, 11);
  expect(got.degreesOfFreedom).toBe(expected.degreesOfFreedom);
  expect(got.pValue).toBeCloseTo(expected.pValue, 13);
  expect(got.cramersV).toBeCloseTo(expected.cramersV, 13);
});

test('a table of one row or column tests nothing; a ragged one is refused', () => {
  const nothing = { statistic: 0, degreesOfFreedom: 0, pValue: 1, cramersV: 0 };
  expect(chiSquareTest([])).toEqual(nothing);
  expect(chiSquareTest([[1, 2]])).toEqual(nothing);
  expect(
    chiSquareTest([
      [3, 0],
      [5, 0],
    ]),
  ).toEqual(nothing);
  expect(() => chiSquareTest([[1, 2], [3]])).toThrow('row 1 of a contingency table has 1 cells, the first has 2');
});

test.each(reference.holm)('Holm adjusts $pValues', ({ pValues, adjusted }) => {
  const got = adjustPValues(pValues);
  expect(got).toHaveLength(adjusted.length);
  for (const [i, p] of adjusted.entries()) expect(got[i]).toBeCloseTo(p, 14);
});
