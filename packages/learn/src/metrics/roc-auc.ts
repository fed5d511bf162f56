import { ranks } from '@tend/kernels';

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
