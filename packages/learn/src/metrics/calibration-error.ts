import { bootstrapInterval } from './bootstrap-interval.ts';
import { type Estimate, unknownEstimate } from './estimate.ts';
import { scoreBins } from './score-bins.ts';

/**
 * Expected calibration error: the mean distance between predicted and observed share over `binCount` bins of about equal
 * size (those of `calibrationBins`), weighted by size. Biased upwards on few rows. NaN without rows.
 */
export function calibrationError(y: Float64Array, score: Float64Array, binCount = 10): number {
  return size(binSums(y, score, binCount)) / y.length;
}

/**
 * Expected calibration error in 10 bins with a two-sided interval that allows for its bias. A plain percentile interval
 * never covers the 0 of a calibrated score, for chance alone moves every bin away from it. So the lower bound takes off
 * what chance alone would give (the sum over bins of how far each moves between resamples: the triangle inequality);
 * the upper bound is the percentile bootstrap's. Covers at least as often as the confidence says.
 */
export function calibrationErrorInterval(
  y: Float64Array,
  score: Float64Array,
  plan: { readonly confidence: number; readonly seed: number },
): Estimate {
  const rowCount = y.length;
  if (rowCount === 0) return unknownEstimate;
  const binCount = 10;
  const { count, binOf } = scoreBins(score, binCount);
  const surplus = score.map((p, row) => p - (y[row] as number));
  const sums = binSums(y, score, binCount);
  const value = size(sums) / rowCount;
  const drawn = new Float64Array(count);
  const sumsOf = (rows: Int32Array): Float64Array => {
    drawn.fill(0);
    for (const row of rows) {
      const bin = binOf[row] as number;
      drawn[bin] = (drawn[bin] as number) + (surplus[row] as number);
    }
    return drawn;
  };
  const resampling = { ...plan, rowCount, repetitions: 1000 };
  const total = bootstrapInterval(resampling, (rows) => size(sumsOf(rows)) / rowCount);
  const chance = bootstrapInterval(resampling, (rows) => {
    const moved = sumsOf(rows);
    for (let bin = 0; bin < count; bin++) moved[bin] = (moved[bin] as number) - (sums[bin] as number);
    return size(moved) / rowCount;
  });
  return { value, low: Math.max(0, value - chance.high), high: Math.max(value, total.high) };
}

/** Predicted minus observed positives of each bin. */
function binSums(y: Float64Array, score: Float64Array, binCount: number): Float64Array {
  const { count, binOf } = scoreBins(score, binCount);
  const sums = new Float64Array(count);
  for (let row = 0; row < y.length; row++) {
    const bin = binOf[row] as number;
    sums[bin] = (sums[bin] as number) + (score[row] as number) - (y[row] as number);
  }
  return sums;
}

function size(sums: Float64Array): number {
  let total = 0;
  for (const sum of sums) total += Math.abs(sum);
  return total;
}
