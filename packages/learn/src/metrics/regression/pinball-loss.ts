import { meanOf, type ResampleStatistic } from '../resample.ts';

/**
 * Mean pinball loss on resamples: an error counts `probability` times where the prediction was too low, else 1 - probability
 * times; least at the quantile of that probability. Koenker and Bassett 1978.
 */
export function pinballLossOf(y: Float64Array, predicted: Float64Array, probability: number): ResampleStatistic {
  return meanOf(
    predicted.map((value, i) => {
      const error = (y[i] as number) - value;
      return error >= 0 ? probability * error : (probability - 1) * error;
    }),
  );
}
