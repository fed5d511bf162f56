import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cholesky } from './cholesky.ts';
import reference from './linear-algebra.reference.json' with { type: 'json' };
import { solveSymmetric } from './solve-symmetric.ts';

test('factor and solution agree with NumPy', () => {
  const a = Float64Array.from(reference.a);
  const b = Float64Array.from(reference.b);
  const lower = cholesky(a, b.length)!;
  for (const [i, value] of reference.cholesky.entries()) expect(lower[i]).toBeCloseTo(value, 13);
  const x = solveSymmetric(a, b)!;
  for (const [i, value] of reference.solution.entries()) expect(x[i]).toBeCloseTo(value, 12);
  expect([...b]).toEqual(reference.b);
});

test.each([
  ['indefinite', [1, 2, 2, 1]],
  ['singular', [1, 1, 1, 1]],
  ['not a number', [Number.NaN, 0, 0, 1]],
])('there is no factor of a matrix that is %s', (_, a) => {
  expect(cholesky(Float64Array.from(a), 2)).toBeUndefined();
  expect(solveSymmetric(Float64Array.from(a), Float64Array.of(1, 1))).toBeUndefined();
});

test('the solution of a random positive definite system solves it', () => {
  const cell = fc.double({ min: -3, max: 3, noNaN: true });
  fc.assert(
    fc.property(fc.array(cell, { minLength: 12, maxLength: 12 }), (cells) => {
      const at = (i: number, j: number): number => cells[i * 3 + j]!;
      const a = Float64Array.from({ length: 9 }, (_, k) => {
        const [i, j] = [Math.floor(k / 3), k % 3];
        return at(i, 0) * at(j, 0) + at(i, 1) * at(j, 1) + at(i, 2) * at(j, 2) + (i === j ? 1 : 0);
      });
      const b = Float64Array.from(cells.slice(9));
      const x = solveSymmetric(a, b)!;
      for (let i = 0; i < 3; i++)
        expect(a[3 * i]! * x[0]! + a[3 * i + 1]! * x[1]! + a[3 * i + 2]! * x[2]!).toBeCloseTo(b[i]!, 10);
    }),
  );
});
