import { argsort } from '@tend/kernels';

/**
 * Area under the ROC curve of rows that share few scores: `counts` rows of each score, of them `hits` positives. Equal to
 * `rocAuc` over the rows; NaN with one class only.
 */
export function countedAuc(scores: Float64Array, counts: Float64Array, hits: Float64Array): number {
  const order = argsort(scores);
  let below = 0;
  let positives = 0;
  let rankSum = 0;
  for (let start = 0, end = 0; start < order.length; start = end) {
    const score = scores[order[start] as number];
    let tied = 0;
    let tiedHits = 0;
    do {
      tied += counts[order[end] as number] as number;
      tiedHits += hits[order[end] as number] as number;
      end++;
    } while (end < order.length && scores[order[end] as number] === score);
    // Tied rows share the mean of their ranks.
    rankSum += tiedHits * (below + (tied + 1) / 2);
    positives += tiedHits;
    below += tied;
  }
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * (below - positives));
}
