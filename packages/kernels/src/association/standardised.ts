/**
 * The values less their mean, over their standard deviation (divisor n); NaN stays NaN and what is not finite becomes it.
 * Zeros where all values are equal. Scaled first, so that no sum overflows.
 */
export function standardised(values: Float64Array): Float64Array {
  let largest = 0;
  let n = 0;
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i] as number);
    if (!(size < Number.POSITIVE_INFINITY)) continue;
    n++;
    if (size > largest) largest = size;
  }
  const scale = largest > 0 ? largest : 1;
  const result = new Float64Array(values.length);
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    const value = (values[i] as number) / scale;
    const isNumber = Math.abs(value) <= 1;
    result[i] = isNumber ? value : Number.NaN;
    if (isNumber) sum += value;
  }
  const mean = sum / n;
  let squares = 0;
  let rest = 0;
  for (let i = 0; i < values.length; i++) {
    const away = (result[i] as number) - mean;
    result[i] = away;
    if (away * away >= 0) {
      squares += away * away;
      rest += away;
    }
  }
  const spread = Math.sqrt(Math.max(0, squares - (rest * rest) / n) / n);
  // Rounding of the mean alone is not spread.
  const isConstant = !(spread > 1e-15);
  for (let i = 0; i < values.length; i++) {
    const away = result[i] as number;
    result[i] = isConstant ? away * 0 : away / spread;
  }
  return result;
}
