import { mean } from '@tend/kernels';
import { meanOf, type ResampleStatistic } from '../resample.ts';

/** Root of the mean squared error on resamples. */
export function rootMeanSquaredErrorOf(y: Float64Array, predicted: Float64Array): ResampleStatistic {
  const meanSquare = meanOf(squaredErrors(y, predicted));
  return (counts) => Math.sqrt(meanSquare(counts));
}

/** Share of the targets' variance that is explained, on resamples; NaN where all targets agree. Negative: worse than their mean. */
export function r2Of(y: Float64Array, predicted: Float64Array): ResampleStatistic {
  const squares = squaredErrors(y, predicted);
  // Sums of squares around a value near the mean lose no digits.
  const centre = mean(y);
  return (counts) => {
    let n = 0;
    let errors = 0;
    let sum = 0;
    let square = 0;
    for (let i = 0; i < y.length; i++) {
      const count = counts[i] as number;
      const value = (y[i] as number) - centre;
      n += count;
      errors += count * (squares[i] as number);
      sum += count * value;
      square += count * value * value;
    }
    const total = square - (sum * sum) / n;
    return total > 1e-14 * square ? 1 - errors / total : Number.NaN;
  };
}

function squaredErrors(y: Float64Array, predicted: Float64Array): Float64Array {
  return predicted.map((value, i) => {
    const error = value - (y[i] as number);
    return error * error;
  });
}
