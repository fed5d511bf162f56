import { cholesky } from './cholesky.ts';
import { solveCholesky } from './solve-cholesky.ts';

/**
 * The x with a x = b, for a symmetric positive definite matrix a of b.length squared in row-major order (only its lower
 * triangle is read); undefined where a is not positive definite in double precision.
 */
export function solveSymmetric(a: Float64Array, b: Float64Array): Float64Array | undefined {
  const lower = cholesky(a, b.length);
  return lower === undefined ? undefined : solveCholesky(lower, b);
}
