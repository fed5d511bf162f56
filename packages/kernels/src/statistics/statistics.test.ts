import { expect, test } from 'vitest';
import { argsort } from './argsort.ts';
import { histogram } from './histogram.ts';
import { mean } from './mean.ts';
import { quantile } from './quantile.ts';
import { ranks } from './ranks.ts';
import { sortedPresent } from './sorted-present.ts';
import reference from './statistics.reference.json' with { type: 'json' };
import { variance } from './variance.ts';

test.each(reference.samples)('the sample "$name" agrees with NumPy and SciPy', (sample) => {
  const values = Float64Array.from(sample.values);
  expect(mean(values)).toBeCloseTo(sample.mean, 12);
  if (sample.variance === null) expect(variance(values)).toBeNaN();
  else expect(variance(values) / sample.variance).toBeCloseTo(1, 6);
  const sorted = sortedPresent(values);
  for (const [i, share] of sample.shares.entries())
    expect(Math.abs(quantile(sorted, share) - sample.quantiles[i]!)).toBeLessThanOrEqual(1e-15 * Math.abs(sample.mean));
  expect([...ranks(values)]).toEqual(sample.ranks);
  expect([...argsort(values)]).toEqual(sample.argsort);
});

test('a histogram counts values at a cut below it, and missing ones apart', () => {
  const values = Float64Array.from([...reference.samples[0]!.values, Number.NaN, Number.NaN]);
  const { counts, missing } = histogram(values, reference.histogram.cuts);
  expect([...counts]).toEqual(reference.histogram.counts);
  expect(missing).toBe(2);
});

test('nothing has no statistics', () => {
  const none = new Float64Array();
  expect([mean(none), variance(none), quantile(none, 0.5)]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  expect(ranks(none)).toHaveLength(0);
  expect(quantile(Float64Array.of(1, 2), 1.5)).toBeNaN();
});

test('sortedPresent leaves its argument as it was', () => {
  const values = Float64Array.of(2, Number.NaN, 1);
  expect([...sortedPresent(values)]).toEqual([1, 2]);
  expect([...values]).toEqual([2, Number.NaN, 1]);
});

test('a mean keeps what cancels', () => {
  expect(mean(Float64Array.of(1e100, 1, -1e100, 2))).toBe(0.75);
});
