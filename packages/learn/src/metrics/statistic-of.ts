import { averagePrecisionOf } from './average-precision.ts';
import { brierOf } from './brier.ts';
import { calibrationSlopeOf } from './calibration-fit.ts';
import { expectedCostOf } from './expected-cost.ts';
import { logLossOf } from './log-loss.ts';
import type { MetricInput, MetricName } from './metric.ts';
import { precisionOf, recallOf } from './recall-precision.ts';
import type { ResampleStatistic } from './resample.ts';

/** The metrics whose interval may come from the plain bootstrap. */
export type ResampledMetric = Exclude<MetricName, 'rocAuc' | 'calibrationError'>;

/** A metric as a statistic of resamples. */
export function statisticOf(metric: ResampledMetric, input: MetricInput): ResampleStatistic {
  const { y, score, isPositive, costs } = input;
  switch (metric) {
    case 'averagePrecision':
      return averagePrecisionOf(y, score);
    case 'logLoss':
      return logLossOf(y, score);
    case 'brier':
      return brierOf(y, score);
    case 'calibrationSlope':
      return calibrationSlopeOf(y, score);
    case 'expectedCost':
      return costs === undefined ? () => Number.NaN : expectedCostOf(y, isPositive, costs);
    case 'recall':
      return recallOf(y, isPositive);
    case 'precision':
      return precisionOf(y, isPositive);
  }
}
