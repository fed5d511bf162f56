import { expect, it } from 'vitest';
import { gaussLegendre } from './gauss-legendre.ts';

it.each([1, 2, 3, 7, 20, 64, 500])('%i nodes integrate t to the powers up to twice their number less 1', (count) => {
  const { node, weight } = gaussLegendre(count);
  for (let power = 0; power < 2 * count; power++) {
    let sum = 0;
    for (let k = 0; k < count; k++) sum += weight[k]! * node[k]! ** power;
    expect(Math.abs(sum * (power + 1) - 1)).toBeLessThan(1e-11);
  }
  for (let k = 1; k < count; k++) expect(node[k]!).toBeGreaterThan(node[k - 1]!);
});
