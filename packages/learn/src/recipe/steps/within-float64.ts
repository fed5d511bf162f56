/** Too large for float64 is as large as it holds, since later steps need finite numbers; NaN stays NaN. */
export function withinFloat64(value: number): number {
  return Math.min(Number.MAX_VALUE, Math.max(-Number.MAX_VALUE, value));
}
