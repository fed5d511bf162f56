import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quantile } from './quantile.ts';
import { quartiles } from './quartiles.ts';
import { sortedPresent } from './sorted-present.ts';

// A zero is a zero: which of the two stands first is not said.
const expected = (values: Float64Array) => {
  const sorted = sortedPresent(values);
  return { first: quantile(sorted, 0.25) + 0, third: quantile(sorted, 0.75) + 0 };
};
const found = (values: Float64Array, except?: number) => {
  const { first, third } = quartiles(values, except);
  return { first: first + 0, third: third + 0 };
};

test('are those of the sorted values, ties and order whatever they are', () => {
  const value = fc.oneof(fc.double({ noDefaultInfinity: true }), fc.integer({ min: 0, max: 5 }));
  fc.assert(
    fc.property(fc.array(value), (list) => {
      const values = Float64Array.from(list);
      expect(found(values)).toEqual(expected(values));
      expect(found(values, 3)).toEqual(expected(values.filter((one) => one !== 3)));
    }),
  );
});

const n = 120_001;
const mixed = (i: number): number => (i * 7919) % 100_003;
test.each<[string, (i: number) => number]>([
  ['in order', (i) => i],
  ['against order', (i) => n - i],
  ['mixed', mixed],
  ['mixed with fractions and missing ones', (i) => (i % 11 === 0 ? Number.NaN : mixed(i) / 7)],
  ['few different', (i) => mixed(i) % 3],
  ['all alike', () => 7],
  ['low where the sample looks', (i) => (i % 8 === 0 ? -i : i)],
  ['mostly one value', (i) => (i % 10 === 0 ? i : 0)],
])('of many values %s', (_, value) => {
  const values = Float64Array.from({ length: n }, (__, i) => value(i));
  const before = values.slice();
  expect(found(values)).toEqual(expected(values));
  expect(found(values, 0)).toEqual(expected(values.filter((one) => one !== 0)));
  expect(values).toEqual(before);
});
