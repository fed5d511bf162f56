import { randomStream, sigmoid } from '@tend/kernels';
import { expect, test } from 'vitest';
import { calibrationErrorInterval } from './calibration-error.ts';
import { measure } from './measure.ts';
import { measureDifference } from './measure-difference.ts';
import { isLoss, type MetricInput, type MetricName } from './metric.ts';
import reference from './metrics.reference.json' with { type: 'json' };

const names: readonly MetricName[] = [
  'rocAuc',
  'averagePrecision',
  'logLoss',
  'brier',
  'calibrationSlope',
  'calibrationError',
  'expectedCost',
  'recall',
  'precision',
];
const [continuous] = reference.cases;
const y = Float64Array.from(continuous!.y);
const inputOf = (scores: readonly number[], threshold: number): MetricInput => ({
  y,
  score: Float64Array.from(scores),
  isPositive: Uint8Array.from(scores, (p) => (p >= threshold ? 1 : 0)),
  costs: { missed: 5, needless: 1 },
  confidence: 0.95,
  seed: 3,
});
const a = inputOf(continuous!.a, continuous!.threshold);
const b = inputOf(continuous!.b, continuous!.threshold);

test.each(names)('%s lies within its interval, the same with the same seed, wider at a higher confidence', (name) => {
  const measured = measure(name, a);
  expect(measured.n).toBe(200);
  expect(measured.positives).toBe(y.reduce((sum, v) => sum + v, 0));
  expect(measured.low).toBeLessThan(measured.value);
  expect(measured.high).toBeGreaterThan(measured.value);
  expect(measure(name, a)).toEqual(measured);
  const surer = measure(name, { ...a, confidence: 0.99 });
  expect(surer.value).toBe(measured.value);
  expect(surer.low).toBeLessThanOrEqual(measured.low);
  expect(surer.high).toBeGreaterThan(measured.high);
});

test.each(names)('%s of one candidate differs from itself by 0, and swapping mirrors the difference', (name) => {
  const none = measureDifference(name, a, a);
  expect(none.value).toBe(0);
  expect(none.low).toBeLessThanOrEqual(0);
  expect(none.high).toBeGreaterThanOrEqual(0);
  const forth = measureDifference(name, a, b);
  const back = measureDifference(name, b, a);
  expect(forth.value).toBeCloseTo(measure(name, a).value - measure(name, b).value, 12);
  expect(back.value).toBeCloseTo(-forth.value, 12);
  expect(back.low).toBeCloseTo(-forth.high, 12);
  expect(back.high).toBeCloseTo(-forth.low, 12);
});

test.each(['averagePrecision', 'brier', 'logLoss'] as const)('the interval of %s is near that of SciPy', (name) => {
  const expected = reference.bootstrap[name];
  const got = measure(name, a);
  const tolerance = 0.15 * (expected.high - expected.low);
  expect(Math.abs(got.low - expected.low)).toBeLessThan(tolerance);
  expect(Math.abs(got.high - expected.high)).toBeLessThan(tolerance);
});

test('the paired interval of averagePrecision is near that of SciPy', () => {
  const expected = reference.bootstrap.averagePrecisionDifference;
  const got = measureDifference('averagePrecision', a, b);
  const tolerance = 0.15 * (expected.high - expected.low);
  expect(Math.abs(got.low - expected.low)).toBeLessThan(tolerance);
  expect(Math.abs(got.high - expected.high)).toBeLessThan(tolerance);
});

test.each(names)('%s without rows is unknown', (name) => {
  const none = { ...a, y: new Float64Array(), score: new Float64Array(), isPositive: new Uint8Array() };
  expect(measure(name, none)).toEqual({ value: NaN, low: NaN, high: NaN, n: 0, positives: 0 });
  expect(measureDifference(name, none, none)).toEqual({ value: NaN, low: NaN, high: NaN, n: 0, positives: 0 });
});

test.each(names)('%s with one class is unknown or has a sound interval', (name) => {
  const measured = measure(name, { ...a, y: new Float64Array(y.length) });
  expect(measured.positives).toBe(0);
  const needsBoth = ['rocAuc', 'averagePrecision', 'calibrationSlope', 'recall'];
  expect(Number.isNaN(measured.value)).toBe(needsBoth.includes(name));
  if (!Number.isNaN(measured.value)) expect(measured.low).toBeLessThanOrEqual(measured.high);
});

test('expected cost without costs and precision without actions are unknown', () => {
  const { costs: _, ...free } = a;
  expect(measure('expectedCost', free).value).toBeNaN();
  expect(measure('precision', { ...a, isPositive: new Uint8Array(y.length) }).value).toBeNaN();
});

test('a metric that most resamples cannot tell has a value and no interval', () => {
  const rare = Float64Array.from(y, (_, i) => (i === 0 ? 1 : 0));
  const measured = measure('averagePrecision', { ...a, y: rare });
  expect(measured.value).toBeGreaterThan(0);
  expect([measured.low, measured.high]).toEqual([NaN, NaN]);
});

test('lengths and rows must match', () => {
  expect(() => measure('brier', { ...a, score: new Float64Array(3) })).toThrow('came 3 and 200 for 200');
  expect(() => measureDifference('brier', a, { ...b, y: new Float64Array(200) })).toThrow('different outcomes');
});

test('losses are those of which less is better', () => {
  expect(names.filter(isLoss)).toEqual(['logLoss', 'brier', 'calibrationError', 'expectedCost']);
});

test('the interval of the calibration error covers the 0 of a calibrated score', () => {
  const random = randomStream(9);
  let covered = 0;
  for (let trial = 0; trial < 40; trial++) {
    const score = Float64Array.from({ length: 200 }, () => sigmoid(random.normal() - 1));
    const outcome = score.map((p) => (random.uniform() < p ? 1 : 0));
    const { low, value, high } = calibrationErrorInterval(outcome, score, { confidence: 0.9, seed: trial });
    expect(value).toBeGreaterThan(0);
    expect(high).toBeGreaterThan(value);
    if (low === 0) covered++;
  }
  // 36 expected at 90%; fewer than 30 would have a chance below 1 in 200.
  expect(covered).toBeGreaterThanOrEqual(30);
});
