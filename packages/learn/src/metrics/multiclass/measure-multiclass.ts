import { log } from '@tend/kernels';
import type { Estimate } from '../estimate.ts';
import { meanOf, type ResampleStatistic } from '../resample.ts';
import { resampledInterval } from '../resampled-interval.ts';
import { accuracyOf, balancedAccuracyOf, cohenKappaOf, macroF1Of } from './decision-table.ts';
import type { MulticlassMetricInput, MulticlassMetricName } from './multiclass-metric.ts';
import { rocAucAgainstRestOf } from './one-against-rest.ts';

/**
 * A metric of class probabilities with its two-sided bootstrap interval; NaN where the rows cannot tell (a resample without
 * a class has no ROC AUC). Throws RangeError where lengths differ or a class is none.
 */
export function measureMulticlass(
  metric: MulticlassMetricName,
  input: MulticlassMetricInput,
): Estimate & { readonly n: number } {
  const n = checkedLength(input);
  return { ...resampledInterval(statisticOf(metric, input), { ...input, rowCount: n }), n };
}

/**
 * Candidate minus baseline on the same rows, both measured on each resample, at the candidate's confidence. Throws
 * RangeError where the classes of the two are not the same.
 */
export function measureMulticlassDifference(
  metric: MulticlassMetricName,
  candidate: MulticlassMetricInput,
  baseline: MulticlassMetricInput,
): Estimate & { readonly n: number } {
  const n = checkedLength(candidate);
  if (n !== checkedLength(baseline) || !candidate.y.every((label, i) => label === baseline.y[i]))
    throw new RangeError('expected candidate and baseline on the same rows, came different classes');
  const ours = statisticOf(metric, candidate);
  const theirs = statisticOf(metric, baseline);
  return { ...resampledInterval((counts) => ours(counts) - theirs(counts), { ...candidate, rowCount: n }), n };
}

function checkedLength({ y, score, classCount }: MulticlassMetricInput): number {
  if (score.length !== y.length * classCount)
    throw new RangeError(`expected ${classCount} scores a row, came ${score.length} for ${y.length} rows`);
  const stray = y.find((label) => !(Number.isInteger(label) && label >= 0 && label < classCount));
  if (stray !== undefined) throw new RangeError(`expected a class from 0 to ${classCount - 1}, came ${stray}`);
  return y.length;
}

function statisticOf(metric: MulticlassMetricName, input: MulticlassMetricInput): ResampleStatistic {
  const { y, score, classCount } = input;
  switch (metric) {
    case 'logLoss':
      return meanOf(y.map((label, row) => -log(kept(score[row * classCount + label] as number))));
    case 'rocAucMacro':
      return rocAucAgainstRestOf(y, score, classCount, 'macro');
    case 'rocAucWeighted':
      return rocAucAgainstRestOf(y, score, classCount, 'weighted');
    case 'accuracy':
      return accuracyOf(y, decisions(input), classCount);
    case 'balancedAccuracy':
      return balancedAccuracyOf(y, decisions(input), classCount);
    case 'macroF1':
      return macroF1Of(y, decisions(input), classCount);
    case 'cohenKappa':
      return cohenKappaOf(y, decisions(input), classCount);
  }
}

/** Probabilities stay 2^-52 away from 0 and 1, as in scikit-learn. */
function kept(share: number): number {
  return Math.min(1 - Number.EPSILON, Math.max(Number.EPSILON, share));
}

function decisions({ y, score, classCount }: MulticlassMetricInput): Int32Array {
  return Int32Array.from(y, (_, row) => {
    let best = 0;
    for (let k = 1; k < classCount; k++)
      if ((score[row * classCount + k] as number) > (score[row * classCount + best] as number)) best = k;
    return best;
  });
}
