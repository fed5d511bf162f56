import {
  type ContingencyTable,
  correlationInterval,
  correlationPValue,
  correlationRatio,
  cramersV,
  exp,
  independencePValue,
  kruskalWallisPValue,
  mutualInformation,
} from '@tend/kernels';
import type { CorrelationEstimate, LevelAssociation, MixedAssociation, NumberAssociation } from './association.ts';
import type { NumberCorrelation } from './correlate-numbers.ts';

type Unadjusted<T> = Omit<T, 'adjusted' | 'joint'>;

/** Pairs with fewer rows in common are left out. */
export const leastRows = 20;
export const confidence = 0.95;

/** `table`: of the bins of both. */
export function associateNumbers(
  columns: readonly [string, string],
  { n, pearson, spearman }: NumberCorrelation,
  table: ContingencyTable,
): Unadjusted<NumberAssociation> {
  const information = mutualInformation(table, confidence);
  const ofRanks = correlation(spearman, n, 1 + (spearman * spearman) / 2);
  return {
    type: 'numbers',
    columns,
    n,
    strength: Math.abs(spearman),
    // Two chances to be called related: steadily, or in any shape.
    pValue: Math.min(1, 2 * Math.min(ofRanks.pValue, independencePValue(table))),
    mutualInformation: information,
    pearson: correlation(pearson, n, 1),
    spearman: ofRanks,
    anyShape: Math.sqrt(1 - exp(-2 * information.value)),
  };
}

function correlation(value: number, n: number, spread: number): CorrelationEstimate {
  return { value, ...correlationInterval(value, n, confidence, spread), pValue: correlationPValue(value, n) };
}

/** `sums`: of the number by level; `table`: of the levels and its bins. Undefined for fewer than 20 rows or two levels. */
export function associateMixed(
  columns: readonly [string, string],
  sums: Float64Array,
  table: ContingencyTable,
): Unadjusted<MixedAssociation> | undefined {
  if (table.total < leastRows || table.rows < 2) return undefined;
  const ratio = correlationRatio(sums, confidence);
  return {
    type: 'levelsAndNumber',
    columns,
    n: table.total,
    strength: ratio.value,
    pValue: kruskalWallisPValue(sums),
    mutualInformation: mutualInformation(table, confidence),
    correlationRatio: ratio,
  };
}

/** `table`: of the levels of both. Undefined for fewer than 20 rows or two levels of either. */
export function associateLevels(
  columns: readonly [string, string],
  table: ContingencyTable,
): Unadjusted<LevelAssociation> | undefined {
  if (table.total < leastRows || table.rows < 2 || table.columns < 2) return undefined;
  const strength = cramersV(table, confidence);
  return {
    type: 'levels',
    columns,
    n: table.total,
    strength: strength.value,
    pValue: independencePValue(table),
    mutualInformation: mutualInformation(table, confidence),
    cramersV: strength,
  };
}
