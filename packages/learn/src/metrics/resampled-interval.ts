import { bootstrapInterval } from './bootstrap-interval.ts';
import { type Estimate, unknownEstimate } from './estimate.ts';
import { ofRows, type ResampleStatistic } from './resample.ts';

const repetitions = 1000;
/** Above this share of resamples without a value the rest no longer stand for the sampling distribution. */
const largestUndefinedShare = 0.05;

/**
 * A statistic on the rows with its percentile interval over 1,000 resamples; no interval (NaN) where the statistic is
 * undefined on the rows or on more than 5% of the resamples.
 */
export function resampledInterval(
  statistic: ResampleStatistic,
  plan: { readonly rowCount: number; readonly confidence: number; readonly seed: number },
): Estimate {
  const { rowCount } = plan;
  const value = rowCount === 0 ? Number.NaN : ofRows(statistic, rowCount);
  if (Number.isNaN(value)) return unknownEstimate;
  const counts = new Int32Array(rowCount);
  const { low, high, undefinedCount } = bootstrapInterval({ ...plan, repetitions }, (rows) => {
    counts.fill(0);
    for (const row of rows) counts[row] = (counts[row] as number) + 1;
    return statistic(counts);
  });
  if (undefinedCount > largestUndefinedShare * repetitions) return { value, low: Number.NaN, high: Number.NaN };
  return { value, low, high };
}
