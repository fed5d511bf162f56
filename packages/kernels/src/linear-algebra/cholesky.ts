/**
 * The lower triangle L with L L' = a, for a symmetric n x n matrix in row-major order (only its lower triangle is
 * read); undefined where it is not positive definite in double precision. Golub and Van Loan, section 4.2.
 */
export function cholesky(a: Float64Array, n: number): Float64Array | undefined {
  const lower = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * n + j] as number;
      for (let k = 0; k < j; k++) sum -= (lower[i * n + k] as number) * (lower[j * n + k] as number);
      if (i !== j) lower[i * n + j] = sum / (lower[j * n + j] as number);
      else if (sum > 0 && sum < Number.POSITIVE_INFINITY) lower[i * n + i] = Math.sqrt(sum);
      else return undefined;
    }
  }
  return lower;
}
