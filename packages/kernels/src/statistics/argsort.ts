/** The row numbers in ascending order of their values, equal values in row order; NaN is not allowed. */
export function argsort(values: Float64Array): Int32Array {
  return Int32Array.from(values.keys()).sort((a, b) => (values[a] as number) - (values[b] as number) || a - b);
}
