import { normalQuantile, wilsonInterval } from '@tend/kernels';
import { calibrationErrorInterval } from './calibration-error.ts';
import { calibrationFit } from './calibration-fit.ts';
import { confusionOfDecisions } from './confusion.ts';
import { rocAucInterval } from './delong.ts';
import { type Estimate, unknownEstimate } from './estimate.ts';
import type { Measured, MetricInput, MetricName } from './metric.ts';
import { resampledInterval } from './resampled-interval.ts';
import { statisticOf } from './statistic-of.ts';

/**
 * A metric with its two-sided interval: DeLong for ROC AUC, Wilson for recall and precision, Wald for the calibration
 * slope, a bootstrap for the rest. NaN where the rows cannot tell. Throws RangeError where lengths differ.
 */
export function measure(metric: MetricName, input: MetricInput): Measured {
  checkLengths(input);
  let positives = 0;
  for (const outcome of input.y) if (outcome === 1) positives++;
  return { ...estimate(metric, input), n: input.y.length, positives };
}

/** Throws RangeError unless there is a score and a decision for each outcome. */
export function checkLengths({ y, score, isPositive }: MetricInput): void {
  if (score.length !== y.length || isPositive.length !== y.length)
    throw new RangeError(
      `expected as many scores and decisions as outcomes, came ${score.length} and ${isPositive.length} for ${y.length}`,
    );
}

function estimate(metric: MetricName, input: MetricInput): Estimate {
  const { y, score, isPositive, confidence } = input;
  switch (metric) {
    case 'rocAuc':
      return rocAucInterval(y, score, confidence);
    case 'recall': {
      const { truePositives, falseNegatives } = confusionOfDecisions(y, isPositive);
      return share(truePositives, truePositives + falseNegatives, confidence);
    }
    case 'precision': {
      const { truePositives, falsePositives } = confusionOfDecisions(y, isPositive);
      return share(truePositives, truePositives + falsePositives, confidence);
    }
    case 'calibrationSlope': {
      const { slope, slopeError } = calibrationFit(y, score);
      const half = normalQuantile(0.5 + confidence / 2) * slopeError;
      return { value: slope, low: slope - half, high: slope + half };
    }
    case 'calibrationError':
      return calibrationErrorInterval(y, score, input);
    default:
      return resampledInterval(statisticOf(metric, input), { ...input, rowCount: y.length });
  }
}

function share(k: number, n: number, confidence: number): Estimate {
  if (n === 0) return unknownEstimate;
  return { value: k / n, ...wilsonInterval(k, n, confidence) };
}
