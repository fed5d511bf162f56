import {
  contingencyTable,
  correlationInterval,
  correlationPValue,
  correlationRatio,
  cramersV,
  exp,
  independencePValue,
  kruskalWallisPValue,
  mutualInformation,
  powerSums,
  productMoment,
} from '@tend/kernels';
import type { CorrelationEstimate, LevelAssociation, MixedAssociation, NumberAssociation } from './association.ts';
import type { CoarseColumn } from './coarse-column.ts';
import type { DenseLevels } from './dense-column.ts';
import { jointCounts } from './joint-counts.ts';
import { type RankedNumber, ranksBeside } from './ranked-number.ts';

/** A text or a truth value prepared for its pairs. */
export interface FoldedLevels {
  readonly as: 'levels';
  readonly dense: DenseLevels;
  readonly coarse: CoarseColumn;
}

type Unadjusted<T> = Omit<T, 'adjusted' | 'joint'>;

const leastRows = 20;
export const confidence = 0.95;

/** Undefined for fewer than 20 rows with both, or where one of them does not vary. */
export function associateNumbers(a: RankedNumber, b: RankedNumber): Unadjusted<NumberAssociation> | undefined {
  const { r, n } = productMoment(a.values, b.values);
  if (n < leastRows || Number.isNaN(r)) return undefined;
  const rho = productMoment(ranksBeside(a, b.coarse), ranksBeside(b, a.coarse)).r;
  const table = contingencyTable(jointCounts(a.coarse, b.coarse), b.coarse.bins.length);
  const information = mutualInformation(table, confidence);
  const spearman = correlation(rho, n, 1 + (rho * rho) / 2);
  return {
    type: 'numbers',
    columns: [a.dense.name, b.dense.name],
    n,
    strength: Math.abs(rho),
    // Two chances to be called related: steadily, or in any shape.
    pValue: Math.min(1, 2 * Math.min(spearman.pValue, independencePValue(table))),
    mutualInformation: information,
    pearson: correlation(r, n, 1),
    spearman,
    anyShape: Math.sqrt(1 - exp(-2 * information.value)),
  };
}

function correlation(value: number, n: number, spread: number): CorrelationEstimate {
  return { value, ...correlationInterval(value, n, confidence, spread), pValue: correlationPValue(value, n) };
}

/** Undefined for fewer than 20 rows with both, or where one of them does not vary. */
export function associateMixed(levels: FoldedLevels, number: RankedNumber): Unadjusted<MixedAssociation> | undefined {
  const ranks = ranksBeside(number, levels.coarse);
  const groups = levels.coarse.bins.length;
  // The last group takes the rows without a level.
  const sums = new Float64Array((groups + 1) * powerSums);
  const rankSums = new Float64Array((groups + 1) * powerSums);
  const { codes } = levels.coarse;
  for (let i = 0; i < codes.length; i++) {
    const x = number.values[i] as number;
    if (Number.isNaN(x)) continue;
    const at = (codes[i] as number) * powerSums;
    const square = x * x;
    sums[at] = (sums[at] as number) + 1;
    sums[at + 1] = (sums[at + 1] as number) + x;
    sums[at + 2] = (sums[at + 2] as number) + square;
    sums[at + 3] = (sums[at + 3] as number) + square * x;
    sums[at + 4] = (sums[at + 4] as number) + square * square;
    const rank = ranks[i] as number;
    rankSums[at] = (rankSums[at] as number) + 1;
    rankSums[at + 1] = (rankSums[at + 1] as number) + rank;
    rankSums[at + 2] = (rankSums[at + 2] as number) + rank * rank;
  }
  const known = sums.subarray(0, groups * powerSums);
  let [n, used] = [0, 0];
  for (let group = 0; group < groups; group++) {
    n += known[group * powerSums] ?? 0;
    if ((known[group * powerSums] ?? 0) > 0) used++;
  }
  const ratio = correlationRatio(known, confidence);
  if (n < leastRows || used < 2 || !varies(known, n)) return undefined;
  const table = contingencyTable(jointCounts(levels.coarse, number.coarse), number.coarse.bins.length);
  return {
    type: 'levelsAndNumber',
    columns: [levels.dense.name, number.dense.name],
    n,
    strength: ratio.value,
    pValue: kruskalWallisPValue(rankSums.subarray(0, groups * powerSums)),
    mutualInformation: mutualInformation(table, confidence),
    correlationRatio: ratio,
  };
}

function varies(sums: Float64Array, n: number): boolean {
  let [sum, squares] = [0, 0];
  for (let at = 0; at < sums.length; at += powerSums) {
    sum += sums[at + 1] ?? 0;
    squares += sums[at + 2] ?? 0;
  }
  return squares - (sum * sum) / n > 1e-13 * squares;
}

/** Undefined for fewer than 20 rows with both, or where one of them does not vary. */
export function associateLevels(a: FoldedLevels, b: FoldedLevels): Unadjusted<LevelAssociation> | undefined {
  const table = contingencyTable(jointCounts(a.coarse, b.coarse), b.coarse.bins.length);
  if (table.total < leastRows || table.rows < 2 || table.columns < 2) return undefined;
  const strength = cramersV(table, confidence);
  return {
    type: 'levels',
    columns: [a.dense.name, b.dense.name],
    n: table.total,
    strength: strength.value,
    pValue: independencePValue(table),
    mutualInformation: mutualInformation(table, confidence),
    cramersV: strength,
  };
}
