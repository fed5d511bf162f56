import fc from 'fast-check';
import { expect, test } from 'vitest';
import { averagePrecision } from './average-precision.ts';
import { brier } from './brier.ts';
import { calibrationBins } from './calibration-bins.ts';
import { calibrationError } from './calibration-error.ts';
import { calibrationFit } from './calibration-fit.ts';
import { confusion, confusionOfDecisions } from './confusion.ts';
import { costThreshold } from './cost-threshold.ts';
import { rocAucDifference, rocAucInterval } from './delong.ts';
import { expectedCost } from './expected-cost.ts';
import { logLoss } from './log-loss.ts';
import reference from './metrics.reference.json' with { type: 'json' };
import { rocAuc } from './roc-auc.ts';

const decide = (score: Float64Array, threshold: number): Uint8Array =>
  Uint8Array.from(score, (p) => (p >= threshold ? 1 : 0));

const cases = reference.cases.map((expected) => ({
  name: expected.name,
  y: Float64Array.from(expected.y),
  a: Float64Array.from(expected.a),
  b: Float64Array.from(expected.b),
  expected,
}));

test.each(cases)('$name: plain metrics agree with scikit-learn', ({ y, a, b, expected }) => {
  expect(rocAuc(y, a)).toBeCloseTo(expected.rocAuc, 14);
  expect(rocAuc(y, b)).toBeCloseTo(expected.rocAucB, 14);
  expect(averagePrecision(y, a)).toBeCloseTo(expected.averagePrecision, 13);
  expect(logLoss(y, a)).toBeCloseTo(expected.logLoss, 13);
  expect(brier(y, a)).toBeCloseTo(expected.brier, 14);
  expect(confusion(y, a, expected.threshold)).toEqual(expected.confusion);
  expect(confusionOfDecisions(y, decide(a, expected.threshold))).toEqual(expected.confusion);
});

test.each(cases)("$name: DeLong agrees with the paper's definition over all pairs", ({ y, a, b, expected }) => {
  const { auc, low, high, ...pair } = expected.delong;
  const single = rocAucInterval(y, a, 0.95);
  expect(single.value).toBeCloseTo(auc, 13);
  expect(single.low).toBeCloseTo(low, 12);
  expect(single.high).toBeCloseTo(high, 12);
  const difference = rocAucDifference(y, a, b, 0.95);
  expect(difference.value).toBeCloseTo(pair.difference, 13);
  expect(difference.low).toBeCloseTo(pair.differenceLow, 12);
  expect(difference.high).toBeCloseTo(pair.differenceHigh, 12);
});

test('DeLong lies near the bootstrap', () => {
  const { y, a, b } = cases[0]!;
  const single = rocAucInterval(y, a, 0.95);
  expect(Math.abs(single.low - reference.bootstrap.rocAuc.low)).toBeLessThan(0.01);
  expect(Math.abs(single.high - reference.bootstrap.rocAuc.high)).toBeLessThan(0.01);
  const difference = rocAucDifference(y, a, b, 0.95);
  expect(Math.abs(difference.low - reference.bootstrap.rocAucDifference.low)).toBeLessThan(0.01);
  expect(Math.abs(difference.high - reference.bootstrap.rocAucDifference.high)).toBeLessThan(0.01);
});

test('a perfect ranking has an interval all the same, wider on fewer cases', () => {
  const few = rocAucInterval(Float64Array.of(0, 0, 1, 1), Float64Array.of(0.1, 0.2, 0.8, 0.9), 0.95);
  expect(few.value).toBe(1);
  expect(few.high).toBe(1);
  expect(few.low).toBeLessThan(0.5);
  const y = Float64Array.from({ length: 200 }, (_, i) => (i < 100 ? 0 : 1));
  const many = rocAucInterval(y, y, 0.95);
  expect(many.low).toBeGreaterThan(0.95);
  expect(many.low).toBeLessThan(1);
  expect(rocAucInterval(Float64Array.of(0, 0, 1), Float64Array.of(0.1, 0.9, 0.5), 0.95)).toMatchObject({ value: 0.5 });
});

test('a score differs from itself by nothing, and a perfect one from a constant one by no certain amount', () => {
  const { y, a } = cases[0]!;
  expect(rocAucDifference(y, a, a, 0.95)).toEqual({ value: 0, low: 0, high: 0 });
  const apart = rocAucDifference(y, y, new Float64Array(y.length).fill(0.3), 0.95);
  expect(apart.value).toBe(0.5);
  expect(apart.low).toBeLessThan(0.5);
  expect(apart.low).toBeGreaterThan(0.3);
});

test.each(cases)('$name: recalibration agrees with maximum likelihood in SciPy', ({ y, a, expected }) => {
  const fit = calibrationFit(y, a);
  for (const key of ['intercept', 'slope', 'interceptError', 'slopeError'] as const)
    expect(fit[key], key).toBeCloseTo(expected.recalibration[key], 8);
});

test.each([
  ['a constant score', [0, 1, 0, 1], [0.5, 0.5, 0.5, 0.5]],
  ['a score that separates the classes', [0, 0, 1, 1], [0.1, 0.2, 0.3, 0.4]],
  ['a score that separates them the wrong way round', [1, 1, 0, 0], [0.1, 0.2, 0.3, 0.4]],
  ['a score that separates them but for one tie', [0, 0, 1, 1], [0.1, 0.3, 0.3, 0.4]],
  ['one class', [1, 1], [0.2, 0.3]],
])('there is no recalibration of %s', (_, y, score) => {
  expect(calibrationFit(Float64Array.from(y), Float64Array.from(score)).slope).toBeNaN();
});

test('recalibration stays stable where scores are certain and wrong', () => {
  const y = Float64Array.of(0, 0, 0, 1, 1, 1, 1, 0);
  const score = Float64Array.of(0, 0, 1, 1, 1, 0, 1, 0);
  const fit = calibrationFit(y, score);
  // Two scores only: the fit meets both shares, 1/4 and 3/4, at logits of -/+ 20.72.
  expect(fit.intercept).toBeCloseTo(0, 8);
  expect(fit.slope).toBeCloseTo(Math.log(3) / Math.log((1 - 1e-9) / 1e-9), 8);
});

test('calibration bins and error agree with scikit-learn where no scores tie', () => {
  const { y, a } = cases[0]!;
  const bins = calibrationBins(y, a, 10, 0.95);
  expect(bins).toHaveLength(10);
  for (const [i, bin] of bins.entries()) {
    expect(bin.n).toBe(20);
    expect(bin.observed).toBeCloseTo(reference.calibration.observed[i]!, 14);
    expect(bin.predicted).toBeCloseTo(reference.calibration.predicted[i]!, 14);
    expect(bin.low).toBeLessThanOrEqual(bin.observed);
    expect(bin.high).toBeGreaterThanOrEqual(bin.observed);
  }
  expect(calibrationError(y, a)).toBeCloseTo(reference.calibration.error, 13);
});

test('bins hold every row once, in order, and never part equal scores', () => {
  const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.boolean()), { minLength: 1, maxLength: 80 });
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 15 }), (drawn, binCount) => {
      const score = Float64Array.from(drawn, ([p]) => p / 12);
      const y = Float64Array.from(drawn, ([, positive]) => (positive ? 1 : 0));
      const bins = calibrationBins(y, score, binCount, 0.9);
      expect(bins.length).toBeLessThanOrEqual(binCount);
      expect(bins.reduce((n, bin) => n + bin.n, 0)).toBe(drawn.length);
      for (const [i, bin] of bins.entries()) {
        expect(bin.lowScore).toBeLessThanOrEqual(bin.highScore);
        if (i > 0) expect(bin.lowScore).toBeGreaterThan(bins[i - 1]!.highScore);
      }
      const error = bins.reduce((sum, bin) => sum + bin.n * Math.abs(bin.predicted - bin.observed), 0) / drawn.length;
      expect(calibrationError(y, score, binCount)).toBeCloseTo(error, 12);
    }),
  );
});

test.each(cases)('$name: the cheapest threshold is that of a search over all', ({ y, a, expected }) => {
  for (const { missed, needless, threshold, meanCost } of expected.costs) {
    const found = costThreshold(y, a, { missed, needless });
    // The search stands for "never" by 2; ours is just above any probability.
    expect(found).toBe(threshold > 1 ? 1 + Number.EPSILON : threshold);
    expect(expectedCost(y, decide(a, found), { missed, needless })).toBeCloseTo(meanCost, 9);
  }
});

test('of equally cheap thresholds the highest is taken', () => {
  // Acting on the upper two or on all four costs one needless action either way... and so does acting on none.
  const y = Float64Array.of(0, 1, 0, 1);
  const score = Float64Array.of(0.6, 0.5, 0.4, 0.3);
  expect(costThreshold(y, score, { missed: 1, needless: 1 })).toBe(1 + Number.EPSILON);
  expect(costThreshold(y, score, { missed: 2, needless: 1 })).toBe(0.3);
});

test('order and monotone changes of the score do not change a ranking metric', () => {
  const rows = fc.array(fc.tuple(fc.integer({ min: 1, max: 20 }), fc.boolean()), { minLength: 2, maxLength: 60 });
  fc.assert(
    fc.property(rows, (drawn) => {
      const y = Float64Array.from(drawn, ([, positive]) => (positive ? 1 : 0));
      const score = Float64Array.from(drawn, ([p]) => p / 21);
      const squared = score.map((p) => p * p);
      expect(rocAuc(y, squared)).toEqual(rocAuc(y, score));
      expect(rocAuc(y.toReversed(), score.toReversed())).toEqual(rocAuc(y, score));
      expect(averagePrecision(y.toReversed(), score.toReversed())).toEqual(averagePrecision(y, score));
      expect(averagePrecision(y, squared)).toEqual(averagePrecision(y, score));
    }),
  );
});
