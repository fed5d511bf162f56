/** Arithmetic mean; NaN when empty. Summed in order with Neumaier's compensation (1974). */
export function mean(values: Float64Array): number {
  let sum = 0;
  let lost = 0;
  // By places: an iterator over a typed array takes ten times as long.
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return (sum + lost) / values.length;
}
