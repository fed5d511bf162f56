import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { randomStream } from '../random/random-stream.ts';
import reference from './column-profile.reference.json' with { type: 'json' };
import { distinctStandardError, estimateDistinct } from './distinct-sketch.ts';
import { hashedValues } from './hashed-values.ts';
import { kurtosis, skewness, standardDeviation } from './moments.ts';
import { mergeNumberSketches, mostExact, type NumberSketch } from './number-sketch.ts';
import { sketchedCounts } from './rank-sketch.ts';
import { sketchNumbers } from './sketch-numbers.ts';

describe.each(reference.moments)('$name', ({ values, ...expected }) => {
  const all = Float64Array.from(values);

  test('has the moments of exact arithmetic, whole and in parts', () => {
    let parts = sketchNumbers(all.subarray(0, 7));
    for (let from = 7; from < all.length; from += 20)
      parts = mergeNumberSketches(parts, sketchNumbers(all.subarray(from, from + 20)));
    for (const { moments } of [sketchNumbers(all), parts]) {
      expect(relative(moments.mean, expected.mean)).toBeLessThan(4e-16);
      expect(relative(standardDeviation(moments), expected.sd)).toBeLessThan(2e-15);
      expect(relative(skewness(moments), expected.skewness ?? Number.NaN)).toBeLessThan(1e-12);
      expect(relative(kurtosis(moments), expected.kurtosis ?? Number.NaN)).toBeLessThan(1e-12);
    }
  });
});

function relative(actual: number, expected: number): number {
  return Math.abs(actual - expected) / Math.abs(expected);
}

test('parts merged give what the whole gives, wherever it is cut', () => {
  const value = fc.oneof(
    fc.constantFrom(Number.NaN, 0, -0, 7),
    fc.integer({ min: -40, max: 40 }),
    fc.double({ noNaN: true, min: -1e6, max: 1e6 }),
  );
  fc.assert(
    fc.property(fc.array(value, { maxLength: 120 }), fc.nat(), fc.nat(), (list, a, b) => {
      const values = Float64Array.from(list);
      const [first, second] = [a % (list.length + 1), b % (list.length + 1)].sort((x, y) => x - y) as [number, number];
      const parts = [values.subarray(0, first), values.subarray(first, second), values.subarray(second)].map((part) =>
        sketchNumbers(part),
      );
      const [x, y, z] = parts as [NumberSketch, NumberSketch, NumberSketch];
      const { moments: whole, ...exact } = sketchNumbers(values);
      for (const merged of [
        mergeNumberSketches(mergeNumberSketches(x, y), z),
        mergeNumberSketches(x, mergeNumberSketches(y, z)),
      ]) {
        const { moments, ...rest } = merged;
        expect(rest).toStrictEqual(exact);
        const scale = Math.max(1, ...list.filter((v) => !Number.isNaN(v)).map(Math.abs));
        expect(Math.abs(moments.mean - whole.mean) / scale).toBeLessThan(1e-13);
        expect(Math.abs(moments.m2 - whole.m2) / (scale ** 2 * Math.max(1, whole.n))).toBeLessThan(1e-13);
        expect(Math.abs(moments.m3 - whole.m3) / (scale ** 3 * Math.max(1, whole.n))).toBeLessThan(1e-12);
        expect(Math.abs(moments.m4 - whole.m4) / (scale ** 4 * Math.max(1, whole.n))).toBeLessThan(1e-12);
      }
    }),
    { numRuns: 300 },
  );
});

test('rows are chosen in their order', () => {
  const values = Float64Array.of(5, 1, Number.NaN, 3);
  expect(sketchNumbers(values, Int32Array.of(3, 2, 1))).toStrictEqual(sketchNumbers(Float64Array.of(3, Number.NaN, 1)));
});

const rowCount = 300_000;
const random = randomStream(11);
const columns: Readonly<Record<string, Float64Array>> = {
  uniform: Float64Array.from({ length: rowCount }, () => random.uniform()),
  ascending: Float64Array.from({ length: rowCount }, (_, i) => i),
  descending: Float64Array.from({ length: rowCount }, (_, i) => -i),
  'mostly zero': Float64Array.from({ length: rowCount }, () => (random.uniform() < 0.6 ? 0 : random.normal())),
  'ever larger': Float64Array.from({ length: rowCount }, (_, i) => i * i * (1 + random.uniform())),
  'with gaps': Float64Array.from({ length: rowCount }, (_, i) => (i % 3 === 0 ? Number.NaN : random.integer(250_000))),
};

describe.each(Object.entries(columns))('%s values beyond what is counted exactly', (_, values) => {
  const sketch = sketchNumbers(values);
  const sorted = values.filter((x) => !Number.isNaN(x)).sort();
  const counts = new Map<number, number>();
  for (const x of sorted) counts.set(x, (counts.get(x) ?? 0) + 1);
  const { distribution } = sketch;
  if (distribution.type !== 'sketched') throw new Error(`expected more than ${mostExact} distinct values`);

  test('ranks are within the bound, and the bound is small', () => {
    const { ranks } = distribution;
    const read = sketchedCounts(ranks);
    expect(Math.max(ranks.over, ranks.under) / sorted.length).toBeLessThan(0.001);
    let [upTo, at] = [0, 0];
    for (const [i, value] of read.values.entries()) {
      upTo += read.counts[i] as number;
      while (at < sorted.length && (sorted[at] as number) <= value) at++;
      expect(upTo - at).toBeLessThanOrEqual(ranks.over);
      expect(at - upTo).toBeLessThanOrEqual(ranks.under);
    }
    expect(upTo).toBe(sorted.length);
  });

  test('distinct values are estimated within four standard errors', () => {
    expect(Math.abs(estimateDistinct(distribution.registers) / counts.size - 1)).toBeLessThan(
      4 * distinctStandardError,
    );
  });

  test('frequent values are counted within the shortfall', () => {
    const { frequent } = distribution;
    expect(frequent.shortfall).toBeLessThanOrEqual(rowCount / 1025);
    const listed = new Map([...frequent.values].map((x, i) => [x, frequent.counts[i] as number]));
    let wrong = 0;
    for (const [x, count] of counts) {
      const stated = listed.get(x) ?? 0;
      if (stated > count || count > stated + frequent.shortfall) wrong++;
    }
    expect(wrong).toBe(0);
  });

  test('chunks that are sketched in any order and merged in theirs give the same bits', () => {
    const chunks = Array.from({ length: Math.ceil(rowCount / 65_536) }, (__, i) =>
      values.subarray(i * 65_536, (i + 1) * 65_536),
    );
    const parts = chunks
      .toReversed()
      .map((chunk) => sketchNumbers(chunk))
      .toReversed();
    expect(parts.reduce(mergeNumberSketches)).toStrictEqual(sketch);
  });
});

test('the estimate of distinct values is good from none to millions', () => {
  expect(estimateDistinct(new Uint8Array(16_384))).toBe(0);
  for (const count of [1, 10, 1000, 20_000, 100_000]) {
    const registers = hashedValues(Float64Array.from({ length: count }, (_, i) => i * 0.37));
    expect(Math.abs(estimateDistinct(registers) / count - 1)).toBeLessThan(4 * distinctStandardError);
  }
});
