/**
 * sums[i] += sum over f of coefficients[f] * value of column columns[f] in row start + i, for a column-major float32 matrix
 * of `rowCount` rows. Columns are taken four at a time in order, so a row's sum does not depend on the rows beside it.
 */
export function addColumns(
  values: Float32Array,
  rowCount: number,
  columns: Int32Array,
  coefficients: Float64Array,
  start: number,
  sums: Float64Array,
): void {
  const whole = columns.length - (columns.length % 4);
  for (let f = 0; f < whole; f += 4) {
    const a = (columns[f] as number) * rowCount + start;
    const b = (columns[f + 1] as number) * rowCount + start;
    const c = (columns[f + 2] as number) * rowCount + start;
    const d = (columns[f + 3] as number) * rowCount + start;
    const ka = coefficients[f] as number;
    const kb = coefficients[f + 1] as number;
    const kc = coefficients[f + 2] as number;
    const kd = coefficients[f + 3] as number;
    for (let i = 0; i < sums.length; i++)
      (sums[i] as number) +=
        ka * (values[a + i] as number) +
        kb * (values[b + i] as number) +
        kc * (values[c + i] as number) +
        kd * (values[d + i] as number);
  }
  for (let f = whole; f < columns.length; f++) {
    const a = (columns[f] as number) * rowCount + start;
    const k = coefficients[f] as number;
    for (let i = 0; i < sums.length; i++) (sums[i] as number) += k * (values[a + i] as number);
  }
}

/** into[f] += sum over i of rows[i] * value of column columns[f] in row start + i. */
export function dotColumns(
  values: Float32Array,
  rowCount: number,
  columns: Int32Array,
  start: number,
  rows: Float64Array,
  into: Float64Array,
): void {
  const whole = columns.length - (columns.length % 4);
  for (let f = 0; f < whole; f += 4) {
    const a = (columns[f] as number) * rowCount + start;
    const b = (columns[f + 1] as number) * rowCount + start;
    const c = (columns[f + 2] as number) * rowCount + start;
    const d = (columns[f + 3] as number) * rowCount + start;
    let sa = 0;
    let sb = 0;
    let sc = 0;
    let sd = 0;
    for (let i = 0; i < rows.length; i++) {
      const k = rows[i] as number;
      sa += k * (values[a + i] as number);
      sb += k * (values[b + i] as number);
      sc += k * (values[c + i] as number);
      sd += k * (values[d + i] as number);
    }
    (into[f] as number) += sa;
    (into[f + 1] as number) += sb;
    (into[f + 2] as number) += sc;
    (into[f + 3] as number) += sd;
  }
  for (let f = whole; f < columns.length; f++) {
    const a = (columns[f] as number) * rowCount + start;
    let sum = 0;
    for (let i = 0; i < rows.length; i++) sum += (rows[i] as number) * (values[a + i] as number);
    (into[f] as number) += sum;
  }
}
