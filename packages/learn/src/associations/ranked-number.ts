import { standardised } from '@tend/kernels';
import type { CoarseColumn } from './coarse-column.ts';
import type { DenseNumber } from './dense-column.ts';

/** A number prepared for all its pairs: standardised values and mid-ranks are made once. */
export interface RankedNumber {
  readonly as: 'number';
  readonly dense: DenseNumber;
  readonly coarse: CoarseColumn;
  readonly values: Float64Array;
  /** Mid-ranks of all present rows, centred, in shares of n; NaN for missing. */
  readonly ranks: Float64Array;
}

export function rankedNumber(dense: DenseNumber, coarse: CoarseColumn): RankedNumber {
  return { as: 'number', dense, coarse, values: standardised(dense.values), ranks: ranksOf(dense, dense.counts) };
}

/**
 * Mid-ranks among the rows where the other column (missing where its code is `otherMissing`) is present too; those made
 * once where that takes no row away.
 */
export function ranksBeside(number: RankedNumber, other: CoarseColumn): Float64Array {
  const { codes, counts } = number.dense;
  if (other.missing === 0) return number.ranks;
  const missing = counts.length;
  const otherMissing = other.bins.length;
  const together = new Int32Array(missing);
  let taken = 0;
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] as number;
    if (code === missing) continue;
    if (other.codes[i] === otherMissing) taken++;
    else together[code] = (together[code] as number) + 1;
  }
  return taken === 0 ? number.ranks : ranksOf(number.dense, together);
}

/** Rows that the counts leave out keep a rank: their partner is missing, so that they drop out of every sum. */
function ranksOf({ codes }: DenseNumber, counts: Int32Array): Float64Array {
  const n = counts.reduce((sum, count) => sum + count, 0);
  const rankOf = new Float64Array(counts.length + 1);
  let below = 0;
  for (let code = 0; code < counts.length; code++) {
    const count = counts[code] ?? 0;
    rankOf[code] = (below + (count + 1) / 2 - (n + 1) / 2) / n;
    below += count;
  }
  rankOf[counts.length] = Number.NaN;
  const ranks = new Float64Array(codes.length);
  for (let i = 0; i < ranks.length; i++) ranks[i] = rankOf[codes[i] as number] as number;
  return ranks;
}
