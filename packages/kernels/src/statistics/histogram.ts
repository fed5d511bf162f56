/** How many values lie in each bin. */
export interface Histogram {
  readonly counts: Float64Array;
  readonly missing: number;
}

/**
 * Counts of values between ascending cuts: bin i holds cuts[i - 1] < value <= cuts[i], so there is one bin more than
 * cuts, and the outer two are open. NaN counts as missing.
 */
export function histogram(values: Float64Array, cuts: readonly number[]): Histogram {
  const counts = new Float64Array(cuts.length + 1);
  let missing = 0;
  for (const value of values) {
    if (Number.isNaN(value)) {
      missing++;
      continue;
    }
    let low = 0;
    let high = cuts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((cuts[middle] as number) < value) low = middle + 1;
      else high = middle;
    }
    counts[low] = (counts[low] as number) + 1;
  }
  return { counts, missing };
}
