import { expect, test } from 'vitest';
import { minimise } from './minimise.ts';

test.each([
  ['a parabola', (x: number) => (x - 3.25) ** 2, 3.25],
  ['one that falls to the edge', (x: number) => -x, 20],
  ['a kink', (x: number) => Math.abs(x + 7), -7],
  ['one that is infinite on a side', (x: number) => (x < 0.5 ? Number.POSITIVE_INFINITY : 1 / x + x), 1],
])('finds the least place of %s', (_, of, expected) => {
  expect(Math.abs(minimise(of) - expected)).toBeLessThan(1e-6);
});
