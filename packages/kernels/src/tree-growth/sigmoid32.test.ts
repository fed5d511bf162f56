import { expect, it } from 'vitest';
import { sigmoid } from '../math/sigmoid.ts';
import { sigmoid32 } from './sigmoid32.ts';

it('is the sigmoid to seven digits, and neither 0 nor above 1 at any margin', () => {
  for (let x = -87; x <= 87; x += 0.0137) {
    const exact = sigmoid(Math.fround(x));
    expect(Math.abs(sigmoid32(Math.fround(x)) - exact)).toBeLessThan(3e-7 * exact);
  }
  for (const x of [-1e30, -1000, -88, 88, 1000, 1e30, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, -0]) {
    expect(sigmoid32(x)).toBeGreaterThan(0);
    expect(sigmoid32(x)).toBeLessThanOrEqual(1);
  }
  expect(sigmoid32(0)).toBe(0.5);
});
