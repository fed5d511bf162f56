import { expect, test } from 'vitest';
import reference from './fisher-exact.reference.json' with { type: 'json' };
import { fisherExact } from './fisher-exact.ts';

test.each(reference.cases)('the exact test of $table agrees with SciPy', ({ table, pValue }) => {
  const [a = 0, b = 0, c = 0, d = 0] = table;
  expect(Math.abs(fisherExact(a, b, c, d) / pValue - 1)).toBeLessThan(1e-7);
});

test('a table without a choice says nothing', () => {
  expect(fisherExact(0, 0, 0, 0)).toBeCloseTo(1, 14);
  expect(fisherExact(5, 0, 7, 0)).toBeCloseTo(1, 14);
});
