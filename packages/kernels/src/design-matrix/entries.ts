/** Columns of which only the values other than 0 are kept: of column k, those from starts[k] to starts[k + 1]. */
export interface Entries {
  readonly starts: Uint32Array;
  readonly rows: Uint16Array;
  readonly values: Float32Array;
}

/** sums[row] += sum over k of coefficients[k] * value of column k in the row. */
export function addEntries({ starts, rows, values }: Entries, coefficients: Float64Array, sums: Float64Array): void {
  for (const [k, coefficient] of coefficients.entries()) {
    const end = starts[k + 1] as number;
    for (let i = starts[k] as number; i < end; i++)
      (sums[rows[i] as number] as number) += coefficient * (values[i] as number);
  }
}

/** sums[k] += sum over rows of weights[row] * value of column k in the row. */
export function dotEntries({ starts, rows, values }: Entries, weights: Float64Array, sums: Float64Array): void {
  for (let k = 0; k < sums.length; k++) {
    const end = starts[k + 1] as number;
    let sum = 0;
    for (let i = starts[k] as number; i < end; i++)
      sum += (weights[rows[i] as number] as number) * (values[i] as number);
    (sums[k] as number) += sum;
  }
}
