import { argsort } from '@tend/kernels';
import { meanOf, type ResampleStatistic } from '../resample.ts';

/** Mean absolute error on resamples. */
export function meanAbsoluteErrorOf(y: Float64Array, predicted: Float64Array): ResampleStatistic {
  return meanOf(absoluteErrors(y, predicted));
}

/**
 * Mean of |error| / |target| on resamples. A trap: one target near 0 rules the mean (targets count as at least 2^-52, as in
 * scikit-learn), and predicting too low can cost at most 1 a row but too high any amount, so it favours low predictions.
 */
export function meanAbsolutePercentageErrorOf(y: Float64Array, predicted: Float64Array): ResampleStatistic {
  const errors = absoluteErrors(y, predicted);
  return meanOf(errors.map((error, i) => error / Math.max(Math.abs(y[i] as number), Number.EPSILON)));
}

/** Median absolute error on resamples: of an even number of rows the mean of the middle two. */
export function medianAbsoluteErrorOf(y: Float64Array, predicted: Float64Array): ResampleStatistic {
  const errors = absoluteErrors(y, predicted);
  const rows = argsort(errors);
  return (counts) => {
    let n = 0;
    for (const count of counts) n += count;
    let seen = 0;
    let lower = Number.NaN;
    for (const row of rows) {
      seen += counts[row] as number;
      if (Number.isNaN(lower) && 2 * seen >= n && seen > 0) lower = errors[row] as number;
      if (2 * seen > n) return (lower + (errors[row] as number)) / 2;
    }
    return Number.NaN;
  };
}

function absoluteErrors(y: Float64Array, predicted: Float64Array): Float64Array {
  return predicted.map((value, i) => Math.abs(value - (y[i] as number)));
}
