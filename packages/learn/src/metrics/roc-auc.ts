import { ranks } from '@tend/kernels';
import type { ResampleStatistic } from './resample.ts';
import { scoreOrder } from './score-order.ts';

/**
 * Area under the ROC curve: the chance that a positive scores above a negative, ties counting half (Hanley and McNeil
 * 1982); NaN with one class only.
 */
export function rocAuc(y: Float64Array, score: Float64Array): number {
  const ranked = ranks(score);
  let positives = 0;
  let rankSum = 0;
  for (let i = 0; i < y.length; i++) {
    if (y[i] !== 1) continue;
    positives++;
    rankSum += ranked[i] as number;
  }
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * (y.length - positives));
}

/** Area under the ROC curve on resamples. */
export function rocAucOf(y: Float64Array, score: Float64Array): ResampleStatistic {
  const { rows, groupEnds } = scoreOrder(score);
  return (counts) => {
    let pairs = 0;
    let positives = 0;
    let negatives = 0;
    let i = 0;
    for (const end of groupEnds) {
      let up = 0;
      let down = 0;
      for (; i < end; i++) {
        const row = rows[i] as number;
        if (y[row] === 1) up += counts[row] as number;
        else down += counts[row] as number;
      }
      pairs += up * (negatives + down / 2);
      positives += up;
      negatives += down;
    }
    return pairs / (positives * negatives);
  };
}
