import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quantile } from './quantile.ts';
import { selectQuantiles } from './select-quantiles.ts';
import { sortedPresent } from './sorted-present.ts';

const shares = [0, 0.005, 0.25, 0.5, 1 / 3, 0.995, 1];
// A zero is a zero: which of the two stands first is not said.
const expected = (values: Float64Array): readonly number[] => {
  const sorted = sortedPresent(values);
  return shares.map((share) => quantile(sorted, share) + 0);
};
const found = (values: Float64Array): readonly number[] => selectQuantiles(values, shares).map((value) => value + 0);

test('few values, missing ones among them', () => {
  const value = fc.oneof(fc.double({ noDefaultInfinity: true }), fc.integer({ min: 0, max: 5 }));
  fc.assert(
    fc.property(fc.array(value), (list) => {
      const values = Float64Array.from(list);
      expect(found(values)).toEqual(expected(values));
    }),
  );
});

const n = 60_001;
const mixed = (i: number): number => (i * 7919) % 50_021;
// The evenly spread places where the sample looks.
const missingBySample = new Set(Array.from({ length: 8192 }, (_, i) => Math.floor((i * n) / 8192)));
test.each<[string, (i: number) => number]>([
  ['in order', (i) => i],
  ['against order', (i) => n - i],
  ['mixed', mixed],
  ['mixed with fractions and missing ones', (i) => (i % 11 === 0 ? Number.NaN : mixed(i) / 7)],
  ['known only where no sample looks', (i) => (missingBySample.has(i) ? Number.NaN : mixed(i))],
  ['few different', (i) => mixed(i) % 3],
  ['all alike', () => 7],
  ['low where the sample looks', (i) => (i % 3 === 0 ? -i : i)],
  ['mostly one value', (i) => (i % 300 === 0 ? i : 0)],
  ['infinite ends', (i) => (i < 400 ? Number.NEGATIVE_INFINITY : i > n - 400 ? Number.POSITIVE_INFINITY : i)],
])('many values: %s', (_, value) => {
  const values = Float64Array.from({ length: n }, (__, i) => value(i));
  const before = values.slice();
  expect(found(values)).toEqual(expected(values));
  expect(values).toEqual(before);
});
