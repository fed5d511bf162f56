/**
 * The terms of margins of raw columns, shifts[output] + sum of coefficients[output * columns + f] * column f, for a theta that
 * holds for each output the coefficients of columns measured from `means` and then the intercept.
 */
export function marginTerms(
  theta: Float64Array,
  outputs: number,
  means: Float64Array,
): { readonly coefficients: Float64Array; readonly shifts: Float64Array } {
  const p = means.length;
  const coefficients = new Float64Array(outputs * p);
  const shifts = new Float64Array(outputs);
  for (let output = 0; output < outputs; output++) {
    const from = output * (p + 1);
    let shift = theta[from + p] as number;
    for (let f = 0; f < p; f++) {
      const value = theta[from + f] as number;
      coefficients[output * p + f] = value;
      shift -= value * (means[f] as number);
    }
    shifts[output] = shift;
  }
  return { coefficients, shifts };
}
