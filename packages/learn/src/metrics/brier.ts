import { meanOf, ofRows, type ResampleStatistic } from './resample.ts';

/** Mean squared difference between probability and outcome. Brier 1950. */
export function brier(y: Float64Array, score: Float64Array): number {
  return ofRows(brierOf(y, score), y.length);
}

/** Brier score on resamples. */
export function brierOf(y: Float64Array, score: Float64Array): ResampleStatistic {
  return meanOf(
    score.map((p, i) => {
      const error = p - (y[i] as number);
      return error * error;
    }),
  );
}
