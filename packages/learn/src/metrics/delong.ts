import { logit, mean, normalQuantile, ranks, sigmoid, variance, wilsonInterval } from '@tend/kernels';
import { type Estimate, subtractEstimates, unknownEstimate } from './estimate.ts';

/**
 * For each positive the share of negatives it outranks, and for each negative the share of positives above it, ties
 * counting half. Their means are the area, their spread its variance.
 */
interface Placements {
  readonly positives: Float64Array;
  readonly negatives: Float64Array;
}

/**
 * Area under the ROC curve with a two-sided interval by DeLong's variance (1988, by mid-ranks as Sun and Xu 2014), made
 * on the logit so that it stays within 0 and 1. Where the variance says nothing (perfect ranking, a class of one) the
 * interval is Wilson's for as many cases as the smaller class has. NaN with one class only.
 */
export function rocAucInterval(y: Float64Array, score: Float64Array, confidence: number): Estimate {
  const placed = placements(y, score);
  const value = mean(placed.positives);
  const smaller = Math.min(placed.positives.length, placed.negatives.length);
  if (smaller === 0) return unknownEstimate;
  const error = standardError(placed);
  if (!(error > 0)) return { value, ...wilsonInterval(value * smaller, smaller, confidence) };
  const half = (normalQuantile(0.5 + confidence / 2) * error) / (value * (1 - value));
  return { value, low: sigmoid(logit(value) - half), high: sigmoid(logit(value) + half) };
}

/**
 * Difference of the areas of two scores on the same rows, candidate minus baseline, with DeLong's paired interval. Where
 * the variance says nothing, the intervals of the two are combined.
 */
export function rocAucDifference(
  y: Float64Array,
  candidate: Float64Array,
  baseline: Float64Array,
  confidence: number,
): Estimate {
  const a = placements(y, candidate);
  const b = placements(y, baseline);
  const value = mean(a.positives) - mean(b.positives);
  if (!(Math.min(a.positives.length, a.negatives.length) > 0)) return unknownEstimate;
  const error = standardError({
    positives: a.positives.map((share, i) => share - (b.positives[i] as number)),
    negatives: a.negatives.map((share, i) => share - (b.negatives[i] as number)),
  });
  if (error > 0 || (error === 0 && value === 0)) {
    const half = normalQuantile(0.5 + confidence / 2) * error;
    return { value, low: Math.max(-1, value - half), high: Math.min(1, value + half) };
  }
  const apart = subtractEstimates(rocAucInterval(y, candidate, confidence), rocAucInterval(y, baseline, confidence));
  return { value, low: Math.max(-1, apart.low), high: Math.min(1, apart.high) };
}

/** NaN where a class has one case only. */
function standardError({ positives, negatives }: Placements): number {
  return Math.sqrt(variance(positives) / positives.length + variance(negatives) / negatives.length);
}

function placements(y: Float64Array, score: Float64Array): Placements {
  const isPositive = (_: number, i: number): boolean => y[i] === 1;
  const isNegative = (_: number, i: number): boolean => y[i] !== 1;
  const all = ranks(score);
  const amongPositives = ranks(score.filter(isPositive));
  const amongNegatives = ranks(score.filter(isNegative));
  const positiveCount = amongPositives.length;
  const negativeCount = amongNegatives.length;
  return {
    positives: all.filter(isPositive).map((rank, i) => (rank - (amongPositives[i] as number)) / negativeCount),
    negatives: all.filter(isNegative).map((rank, i) => 1 - (rank - (amongNegatives[i] as number)) / positiveCount),
  };
}
