import { kolmogorovSurvival } from '../distributions/kolmogorov-survival.ts';

export interface KolmogorovSmirnov {
  /** Largest distance between the two distribution functions. */
  readonly statistic: number;
  readonly pValue: number;
  /** The value at which that distance is reached first. */
  readonly at: number;
}

/**
 * Two-sample test on ascending values without NaN. The p-value is the limit law with Stephens' correction for small
 * samples (1970): conservative where values tie. Without values on either side: statistic NaN, p-value 1.
 */
export function kolmogorovSmirnov(sortedA: Float64Array, sortedB: Float64Array): KolmogorovSmirnov {
  const countA = sortedA.length;
  const countB = sortedB.length;
  if (countA === 0 || countB === 0) return { statistic: Number.NaN, pValue: 1, at: Number.NaN };
  let statistic = 0;
  let at = Math.min(sortedA[0] as number, sortedB[0] as number);
  let i = 0;
  let j = 0;
  while (i < countA && j < countB) {
    const value = Math.min(sortedA[i] as number, sortedB[j] as number);
    while (i < countA && sortedA[i] === value) i++;
    while (j < countB && sortedB[j] === value) j++;
    const distance = Math.abs(i / countA - j / countB);
    if (distance > statistic) {
      statistic = distance;
      at = value;
    }
  }
  const root = Math.sqrt((countA * countB) / (countA + countB));
  return { statistic, pValue: kolmogorovSurvival((root + 0.12 + 0.11 / root) * statistic), at };
}
