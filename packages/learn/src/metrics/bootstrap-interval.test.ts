import { expect, test } from 'vitest';
import { bootstrapInterval } from './bootstrap-interval.ts';

const values = Float64Array.from({ length: 50 }, (_, i) => i);
const plan = { rowCount: 50, repetitions: 2000, confidence: 0.95, seed: 1 };
const meanOf = (rows: Int32Array): number => rows.reduce((sum, row) => sum + values[row]!, 0) / rows.length;

test('the interval of a mean is that of its standard error', () => {
  const { low, high, undefinedCount } = bootstrapInterval(plan, meanOf);
  // The bootstrap's standard error is known: the population deviation over the root of n.
  const margin = 1.959964 * Math.sqrt((50 * 50 - 1) / 12 / 50);
  expect(Math.abs(low - (24.5 - margin))).toBeLessThan(0.25);
  expect(Math.abs(high - (24.5 + margin))).toBeLessThan(0.25);
  expect(undefinedCount).toBe(0);
});

test('the same seed gives the same interval, another seed another', () => {
  expect(bootstrapInterval(plan, meanOf)).toEqual(bootstrapInterval(plan, meanOf));
  expect(bootstrapInterval({ ...plan, seed: 2 }, meanOf)).not.toEqual(bootstrapInterval(plan, meanOf));
});

test('undefined resamples are left out and counted', () => {
  let draws = 0;
  const sometimes = bootstrapInterval(plan, () => (draws++ % 4 === 0 ? Number.NaN : 7));
  expect(sometimes).toEqual({ low: 7, high: 7, undefinedCount: 500 });
  const never = bootstrapInterval(plan, () => Number.NaN);
  expect(never).toEqual({ low: Number.NaN, high: Number.NaN, undefinedCount: 2000 });
});

test('strata keep their sizes in every resample', () => {
  const strata = Float64Array.from({ length: 50 }, (_, i) => (i < 3 ? 1 : 0));
  const sizes = new Set<number>();
  bootstrapInterval({ ...plan, repetitions: 200, strata }, (rows) => {
    sizes.add(rows.filter((row) => strata[row] === 1).length);
    return 0;
  });
  expect([...sizes]).toEqual([3]);
});
