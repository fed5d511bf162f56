/** How well bins rank rows that they were not counted on, with a 95% interval. */
export interface CountedArea {
  readonly n: number;
  readonly auc: number;
  readonly low: number;
  readonly high: number;
}

/** The weight of the overall share in that of a bin, in rows. */
const priorRows = 10;
const deviations95 = 1.959963984540054;

/**
 * The area under the ROC curve when each row is scored by the share of hits of its bin in the other folds. Slots are
 * bin * foldCount + fold. The interval is Hanley and McNeil's (1982). 0.5 where one side is empty.
 */
export function areaOfCounts(hits: Float64Array, totals: Float64Array, foldCount: number): CountedArea {
  const binHits = new Float64Array(totals.length / foldCount);
  const binTotals = new Float64Array(totals.length / foldCount);
  let n = 0;
  let positives = 0;
  for (let slot = 0; slot < totals.length; slot++) {
    const bin = Math.floor(slot / foldCount);
    binHits[bin] = (binHits[bin] as number) + (hits[slot] as number);
    binTotals[bin] = (binTotals[bin] as number) + (totals[slot] as number);
    n += totals[slot] as number;
    positives += hits[slot] as number;
  }
  const negatives = n - positives;
  if (positives === 0 || negatives === 0) return { n, auc: 0.5, low: 0, high: 1 };
  const prior = (priorRows * positives) / n;
  // Folds are ranked among themselves: a bin's score moves a little from fold to fold, which between folds would cost area.
  let better = 0;
  let pairs = 0;
  for (let fold = 0; fold < foldCount; fold++) {
    const scored = Array.from(binTotals, (binTotal, bin) => {
      const slot = bin * foldCount + fold;
      const [hit, total] = [hits[slot] as number, totals[slot] as number];
      const score = ((binHits[bin] as number) - hit + prior) / (binTotal - total + priorRows);
      return { score, hit, miss: total - hit };
    }).sort((a, b) => a.score - b.score);
    let below = 0;
    let foldHits = 0;
    for (let start = 0; start < scored.length; ) {
      let end = start;
      let hit = 0;
      let miss = 0;
      for (; end < scored.length && scored[end]?.score === scored[start]?.score; end++) {
        hit += scored[end]?.hit ?? 0;
        miss += scored[end]?.miss ?? 0;
      }
      better += hit * (below + miss / 2);
      below += miss;
      foldHits += hit;
      start = end;
    }
    pairs += foldHits * below;
  }
  const auc = pairs === 0 ? 0.5 : better / pairs;
  const squareOfPositives = auc / (2 - auc) - auc * auc;
  const squareOfNegatives = (2 * auc * auc) / (1 + auc) - auc * auc;
  const spread = auc * (1 - auc) + (positives - 1) * squareOfPositives + (negatives - 1) * squareOfNegatives;
  const error = deviations95 * Math.sqrt(Math.max(0, spread) / (positives * negatives));
  return { n, auc, low: Math.max(0, auc - error), high: Math.min(1, auc + error) };
}
