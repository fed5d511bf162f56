import { log } from '@tend/kernels';
import type { NumberProfile } from '../column-profile.ts';
import type { ValueDistribution } from '../value-distribution.ts';
import type { ShapeFact } from './shape-fact.ts';

const skewed = 1;
/** A transform is worth its name if it leaves less than half of the skewness. */
const leftAtMost = 0.5;

/** Which of logarithm and square root makes a column that leans to the right most even, if either does; none for what has negatives. */
export function transformFact(
  { skewness, negatives }: Pick<NumberProfile, 'skewness' | 'negatives'>,
  distribution: ValueDistribution,
): readonly ShapeFact[] {
  if (skewness === null || !(skewness > skewed) || negatives > 0) return [];
  const { values, total } = distribution;
  const isPositive = (values[0] ?? 0) > 0;
  const candidates = [
    ...(isPositive ? [{ transform: 'log' as const, value: skewnessOf(distribution, log) }] : []),
    { transform: 'squareRoot' as const, value: skewnessOf(distribution, Math.sqrt) },
  ];
  const best = candidates.reduce((a, b) => (Math.abs(b.value) < Math.abs(a.value) ? b : a));
  if (!(Math.abs(best.value) < leftAtMost * skewness)) return [];
  return [{ type: 'transform', ...best, before: skewness, n: total, sample: sampleOf(distribution) }];
}

function skewnessOf({ values, counts, total }: ValueDistribution, transform: (value: number) => number): number {
  const transformed = values.map(transform);
  let mean = 0;
  for (let i = 0; i < transformed.length; i++) mean += ((transformed[i] as number) * (counts[i] as number)) / total;
  let [second, third] = [0, 0];
  for (let i = 0; i < transformed.length; i++) {
    const deviation = (transformed[i] as number) - mean;
    const square = deviation * deviation * (counts[i] as number);
    second += square / total;
    third += (square * deviation) / total;
  }
  return second > 0 ? third / (second * Math.sqrt(second)) : 0;
}

/** On how many values a fact rests: all rows, or those that the sketch of a column keeps. */
export function sampleOf({ rankError, values, total }: ValueDistribution): number {
  return rankError === 0 ? total : values.length;
}
