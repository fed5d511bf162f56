import { expect, test } from 'vitest';
import { interpolate } from './interpolate.ts';
import { quantile } from './quantile.ts';
import { selectQuantiles } from './select-quantiles.ts';

test.each([
  [1, 3, 0.25, 1.5],
  [-1e308, 1e308, 0.5, 0],
  [-1.7e308, 1.7e308, 0, -1.7e308],
  [-1.7e308, 1.7e308, 1, 1.7e308],
  [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0.5, Number.POSITIVE_INFINITY],
])('between %d and %d at %d lies %d', (low, high, share, expected) => {
  expect(interpolate(low, high, share)).toBe(expected);
});

test('quantiles of the largest numbers of both signs are finite', () => {
  const values = Float64Array.of(-1.5e308, 1.5e308);
  expect(quantile(values, 0.75)).toBe(0.75e308);
  expect(selectQuantiles(values, [0.25, 0.5])).toEqual([-0.75e308, 0]);
});
