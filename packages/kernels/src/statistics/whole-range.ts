/** The least and the greatest of whole numbers that are close enough to be counted one by one. */
export interface WholeRange {
  readonly low: number;
  /** The greatest less the least, plus one. */
  readonly span: number;
}

const widest = 65_536;

/**
 * The range of the values that are not NaN; undefined where one is no whole number of 31 bits, is a negative zero, or where
 * the range is wider than both twice the number of values and 65,536: counting them would cost more than sorting.
 */
export function wholeRange(values: Float64Array): WholeRange | undefined {
  let low = 0x40000000;
  let high = -0x40000000;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    const whole = value | 0;
    if (whole !== value) {
      if (Number.isNaN(value)) continue;
      return undefined;
    }
    if (whole === 0 && 1 / value < 0) return undefined;
    if (whole < low) low = whole;
    if (whole > high) high = whole;
  }
  const span = high - low + 1;
  if (high < low || low < -0x40000000 || high > 0x3fffffff || span > Math.max(widest, 2 * values.length))
    return undefined;
  return { low, span };
}
