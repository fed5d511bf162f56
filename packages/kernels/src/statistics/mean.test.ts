import { expect, test } from 'vitest';
import { mean } from './mean.ts';

test('the mean of large numbers that are close is exact', () => {
  // Deviations from 1e9 are summed without loss that shows; plain sums of the numbers lose digits.
  const values = Float64Array.from({ length: 20_001 }, (_, i) => 1e9 + 0.1 * (i % 3));
  const deviations = values.reduce((sum, value) => sum + (value - 1e9), 0) / values.length;
  expect(mean(values)).toBe(1e9 + deviations);
  expect(values.reduce((sum, value) => sum + value, 0) / values.length).not.toBe(mean(values));
});

test('nothing has no mean', () => {
  expect(mean(new Float64Array(0))).toBeNaN();
});
