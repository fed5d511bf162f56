import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quantile } from './quantile.ts';
import { quartiles } from './quartiles.ts';

test('are those of the sorted values, ties and order whatever they are', () => {
  const value = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer({ min: 0, max: 5 }));
  fc.assert(
    fc.property(fc.array(value), (values) => {
      const sorted = Float64Array.from(values).sort();
      const found = quartiles(Float64Array.from(values));
      // A zero is a zero: which of the two stands first is not said.
      expect(found.first + 0).toBe(quantile(sorted, 0.25) + 0);
      expect(found.third + 0).toBe(quantile(sorted, 0.75) + 0);
    }),
  );
});

test('of many values in order, against it and all alike', () => {
  const n = 100_001;
  const ascending = Float64Array.from({ length: n }, (_, i) => i);
  expect(quartiles(ascending.slice())).toEqual({ first: 25_000, third: 75_000 });
  expect(quartiles(ascending.toReversed())).toEqual({ first: 25_000, third: 75_000 });
  expect(quartiles(new Float64Array(n).fill(7))).toEqual({ first: 7, third: 7 });
});
