/**
 * sums[i] += sum over f of coefficients[f] * values[startOf(f) + i], added one column after the other: a row's sum does not
 * depend on the rows beside it. Columns are taken four at a time, so that sums are read and written a quarter as often.
 */
export function addColumns(
  values: Float32Array,
  startOf: (f: number) => number,
  coefficients: Float64Array,
  sums: Float64Array,
): void {
  const whole = coefficients.length - (coefficients.length % 4);
  for (let f = 0; f < whole; f += 4) {
    const a = startOf(f);
    const b = startOf(f + 1);
    const c = startOf(f + 2);
    const d = startOf(f + 3);
    const ka = coefficients[f] as number;
    const kb = coefficients[f + 1] as number;
    const kc = coefficients[f + 2] as number;
    const kd = coefficients[f + 3] as number;
    for (let i = 0; i < sums.length; i++) {
      let sum = sums[i] as number;
      sum += ka * (values[a + i] as number);
      sum += kb * (values[b + i] as number);
      sum += kc * (values[c + i] as number);
      sum += kd * (values[d + i] as number);
      sums[i] = sum;
    }
  }
  for (let f = whole; f < coefficients.length; f++) {
    const a = startOf(f);
    const k = coefficients[f] as number;
    for (let i = 0; i < sums.length; i++) (sums[i] as number) += k * (values[a + i] as number);
  }
}
