import { log } from '@tend/kernels';
import { meanOf, ofRows, type ResampleStatistic } from './resample.ts';

/** Mean negative log-likelihood in nats; probabilities are kept 2^-52 away from 0 and 1 (as scikit-learn). */
export function logLoss(y: Float64Array, score: Float64Array): number {
  return ofRows(logLossOf(y, score), y.length);
}

/** Log loss on resamples. */
export function logLossOf(y: Float64Array, score: Float64Array): ResampleStatistic {
  return meanOf(
    score.map((p, i) => {
      const kept = Math.min(1 - Number.EPSILON, Math.max(Number.EPSILON, p));
      return -log(y[i] === 1 ? kept : 1 - kept);
    }),
  );
}
