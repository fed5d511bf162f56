import { calibrationErrorInterval } from './calibration-error.ts';
import { rocAucDifference } from './delong.ts';
import { type Estimate, subtractEstimates } from './estimate.ts';
import { checkLengths } from './measure.ts';
import type { Measured, MetricInput, MetricName } from './metric.ts';
import { resampledInterval } from './resampled-interval.ts';
import { statisticOf } from './statistic-of.ts';

/**
 * Candidate minus baseline on the same rows, with a two-sided interval at the candidate's confidence: DeLong's paired one
 * for ROC AUC, the two intervals combined for the calibration error, else a paired bootstrap (both measured on each
 * resample). NaN where the rows cannot tell. Throws
 * RangeError where the outcomes of the two are not the same.
 */
export function measureDifference(metric: MetricName, candidate: MetricInput, baseline: MetricInput): Measured {
  checkLengths(candidate);
  checkLengths(baseline);
  const { y } = candidate;
  if (y.length !== baseline.y.length || !y.every((outcome, i) => outcome === baseline.y[i]))
    throw new RangeError('expected candidate and baseline on the same rows, came different outcomes');
  let positives = 0;
  for (const outcome of y) if (outcome === 1) positives++;
  return { ...difference(metric, candidate, baseline), n: y.length, positives };
}

function difference(metric: MetricName, candidate: MetricInput, baseline: MetricInput): Estimate {
  const { y, confidence } = candidate;
  if (metric === 'rocAuc') return rocAucDifference(y, candidate.score, baseline.score, confidence);
  if (metric === 'calibrationError')
    return subtractEstimates(
      calibrationErrorInterval(y, candidate.score, candidate),
      calibrationErrorInterval(y, baseline.score, candidate),
    );
  const ours = statisticOf(metric, candidate);
  const theirs = statisticOf(metric, baseline);
  return resampledInterval((counts) => ours(counts) - theirs(counts), { ...candidate, rowCount: y.length });
}
