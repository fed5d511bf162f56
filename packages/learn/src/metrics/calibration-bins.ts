import { wilsonInterval } from '@tend/kernels';
import { scoreBins } from './score-bins.ts';

export interface CalibrationBin {
  readonly lowScore: number;
  readonly highScore: number;
  /** Mean score. */
  readonly predicted: number;
  /** Share of positives, with its Wilson interval. */
  readonly observed: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
}

/**
 * Predicted against observed in at most `binCount` bins of about equal size, from the lowest scores; equal scores stay
 * together, so few distinct scores make few bins.
 */
export function calibrationBins(
  y: Float64Array,
  score: Float64Array,
  binCount: number,
  confidence: number,
): CalibrationBin[] {
  const { count, binOf } = scoreBins(score, binCount);
  const sums = Array.from({ length: count }, () => ({
    lowScore: Number.POSITIVE_INFINITY,
    highScore: Number.NEGATIVE_INFINITY,
    scoreSum: 0,
    positives: 0,
    n: 0,
  }));
  for (const [row, p] of score.entries()) {
    const bin = sums[binOf[row] as number];
    if (bin === undefined) continue;
    bin.lowScore = Math.min(bin.lowScore, p);
    bin.highScore = Math.max(bin.highScore, p);
    bin.scoreSum += p;
    if (y[row] === 1) bin.positives++;
    bin.n++;
  }
  return sums.map(({ lowScore, highScore, scoreSum, positives, n }) => ({
    lowScore,
    highScore,
    predicted: scoreSum / n,
    observed: positives / n,
    ...wilsonInterval(positives, n, confidence),
    n,
  }));
}
