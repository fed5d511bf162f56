import { normalCdf } from '../distributions/normal-cdf.ts';
import { ranks } from '../statistics/ranks.ts';
import { tieTerm } from '../statistics/tie-term.ts';

export interface MannWhitney {
  /** U of the first sample: pairs in which it is the larger, ties counting half. */
  readonly statistic: number;
  /** U as a share of all pairs, from 0 to 1: the ROC AUC of the first sample against the second. */
  readonly effect: number;
  readonly pValue: number;
}

/**
 * Two-sided rank-sum test of two samples without NaN, by the normal approximation with corrections for ties and
 * continuity (Mann and Whitney 1947). Without values on either side: NaN, p-value 1.
 */
export function mannWhitney(a: Float64Array, b: Float64Array): MannWhitney {
  if (a.length === 0 || b.length === 0) return { statistic: Number.NaN, effect: Number.NaN, pValue: 1 };
  const n = a.length + b.length;
  const all = new Float64Array(n);
  all.set(a);
  all.set(b, a.length);
  const ranked = ranks(all);
  let rankSum = 0;
  for (let i = 0; i < a.length; i++) rankSum += ranked[i] as number;
  return rankSumTest(rankSum, a.length, b.length, tieTerm(ranked));
}

/**
 * The same test where the ranks of both samples together are known: the sum of those of the first sample, the sizes of both,
 * neither empty, and the tie term of all.
 */
export function rankSumTest(rankSum: number, sizeA: number, sizeB: number, ties: number): MannWhitney {
  const pairs = sizeA * sizeB;
  const n = sizeA + sizeB;
  const statistic = rankSum - (sizeA * (sizeA + 1)) / 2;
  const spread = Math.sqrt((pairs / 12) * (n + 1 - ties / (n * (n - 1))));
  const distance = Math.max(0, Math.abs(statistic - pairs / 2) - 0.5);
  const pValue = spread > 0 ? Math.min(1, 2 * normalCdf(-distance / spread)) : 1;
  return { statistic, effect: statistic / pairs, pValue };
}
