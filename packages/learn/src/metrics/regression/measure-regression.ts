import type { Estimate } from '../estimate.ts';
import type { ResampleStatistic } from '../resample.ts';
import { resampledInterval } from '../resampled-interval.ts';
import { meanAbsoluteErrorOf, meanAbsolutePercentageErrorOf, medianAbsoluteErrorOf } from './absolute-error.ts';
import { pinballLossOf } from './pinball-loss.ts';
import type { RegressionMetricInput, RegressionMetricName } from './regression-metric.ts';
import { r2Of, rootMeanSquaredErrorOf } from './squared-error.ts';
import { tweedieDevianceOf } from './tweedie-deviance.ts';

/**
 * A metric of predicted numbers with its two-sided bootstrap interval; NaN where the rows cannot tell. Throws RangeError
 * where lengths differ.
 */
export function measureRegression(
  metric: RegressionMetricName,
  input: RegressionMetricInput,
): Estimate & { readonly n: number } {
  const n = checkedLength(input);
  return { ...resampledInterval(statisticOf(metric, input), { ...input, rowCount: n }), n };
}

/**
 * Candidate minus baseline on the same rows, both measured on each resample, at the candidate's confidence, probability and
 * power. Throws RangeError where the targets of the two are not the same.
 */
export function measureRegressionDifference(
  metric: RegressionMetricName,
  candidate: RegressionMetricInput,
  baseline: Pick<RegressionMetricInput, 'y' | 'predicted'>,
): Estimate & { readonly n: number } {
  const n = checkedLength(candidate);
  if (n !== checkedLength(baseline) || !candidate.y.every((value, i) => value === baseline.y[i]))
    throw new RangeError('expected candidate and baseline on the same rows, came different targets');
  const ours = statisticOf(metric, candidate);
  const theirs = statisticOf(metric, { ...candidate, predicted: baseline.predicted });
  return { ...resampledInterval((counts) => ours(counts) - theirs(counts), { ...candidate, rowCount: n }), n };
}

function checkedLength({ y, predicted }: Pick<RegressionMetricInput, 'y' | 'predicted'>): number {
  if (predicted.length !== y.length)
    throw new RangeError(`expected as many predictions as targets, came ${predicted.length} for ${y.length}`);
  return y.length;
}

function statisticOf(metric: RegressionMetricName, input: RegressionMetricInput): ResampleStatistic {
  const { y, predicted, probability = 0.5, power = 1.5 } = input;
  switch (metric) {
    case 'mae':
      return meanAbsoluteErrorOf(y, predicted);
    case 'rmse':
      return rootMeanSquaredErrorOf(y, predicted);
    case 'r2':
      return r2Of(y, predicted);
    case 'medianAbsoluteError':
      return medianAbsoluteErrorOf(y, predicted);
    case 'mape':
      return meanAbsolutePercentageErrorOf(y, predicted);
    case 'pinballLoss':
      return pinballLossOf(y, predicted, probability);
    case 'poissonDeviance':
      return tweedieDevianceOf(y, predicted, 1);
    case 'gammaDeviance':
      return tweedieDevianceOf(y, predicted, 2);
    case 'tweedieDeviance':
      return tweedieDevianceOf(y, predicted, power);
  }
}
