import { exp, log } from '@tend/kernels';
import { meanOf, type ResampleStatistic } from '../resample.ts';

/**
 * Mean deviance of a Tweedie distribution of variance mean^power, on resamples: 0 the squared error, 1 Poisson, 2 gamma,
 * between them a sum of gammas with zeros. NaN for powers below 0 or between 0 and 1, and where a row is impossible: a
 * prediction not above 0 (power from 1), a negative target (power from 1), a target of 0 (power from 2). Jorgensen 1987.
 */
export function tweedieDevianceOf(y: Float64Array, predicted: Float64Array, power: number): ResampleStatistic {
  return meanOf(predicted.map((value, i) => deviance(y[i] as number, value, power)));
}

function deviance(y: number, mean: number, power: number): number {
  if (power === 0) return (y - mean) * (y - mean);
  if (!(power >= 1 && mean > 0 && y >= 0) || (power >= 2 && y === 0)) return Number.NaN;
  if (power === 1) return 2 * ((y === 0 ? 0 : y * log(y / mean)) - y + mean);
  if (power === 2) return 2 * (log(mean / y) + y / mean - 1);
  return (
    2 *
    (raised(y, 2 - power) / ((1 - power) * (2 - power)) -
      (y * raised(mean, 1 - power)) / (1 - power) +
      raised(mean, 2 - power) / (2 - power))
  );
}

function raised(base: number, power: number): number {
  return base === 0 ? 0 : exp(power * log(base));
}
