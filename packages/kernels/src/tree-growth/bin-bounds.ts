import type { DistinctValues } from './distinct-values.ts';

/** To boosting, a bin narrower than this many rows says nothing (LightGBM's min_data_in_bin). */
const usualRowsInBin = 3;

/**
 * Upper bounds of at most `maxBins` bins of near-equal count for the values of one float32 column; the last bin has no
 * bound. Bin b (from 0) holds bounds[b-1] < v <= bounds[b]. A value that fills a bin alone gets its own.
 * Source: LightGBM, GreedyFindBin (Ke et al. 2017), bounds rounded to float32.
 */
export function binBounds(
  { values: distinct, counts }: DistinctValues,
  maxBins: number,
  minRowsInBin: number = usualRowsInBin,
): Float32Array {
  let total = 0;
  for (const count of counts) total += count;
  const last = distinct.length - 1;
  const bounds: number[] = [];
  const closeAfter = (i: number): void => {
    bounds.push(between(distinct[i] as number, distinct[i + 1] as number));
  };
  let inBin = 0;
  if (distinct.length <= maxBins) {
    for (let i = 0; i < last; i++) {
      inBin += counts[i] as number;
      if (inBin < minRowsInBin) continue;
      closeAfter(i);
      inBin = 0;
    }
    return Float32Array.from(bounds);
  }
  const binLimit = Math.max(1, Math.min(maxBins, Math.floor(total / minRowsInBin)));
  let meanSize = total / binLimit;
  const bigSize = meanSize;
  const isBig = (i: number): boolean => (counts[i] as number) >= bigSize;
  let binsLeft = binLimit;
  let rowsLeft = total;
  for (let i = 0; i <= last; i++) {
    if (!isBig(i)) continue;
    binsLeft--;
    rowsLeft -= counts[i] as number;
  }
  meanSize = rowsLeft / binsLeft;
  for (let i = 0; i < last && bounds.length < binLimit - 1; i++) {
    if (!isBig(i)) rowsLeft -= counts[i] as number;
    inBin += counts[i] as number;
    const isFull = isBig(i) || inBin >= meanSize || (isBig(i + 1) && inBin >= Math.max(1, meanSize * 0.5));
    if (!isFull) continue;
    closeAfter(i);
    inBin = 0;
    if (!isBig(i)) meanSize = rowsLeft / --binsLeft;
  }
  return Float32Array.from(bounds);
}

/** A float32 m with low <= m < high: the middle, or `low` where rounding or infinities leave no middle. */
function between(low: number, high: number): number {
  const middle = Math.fround((low + high) / 2);
  return middle >= low && middle < high ? middle : low;
}
