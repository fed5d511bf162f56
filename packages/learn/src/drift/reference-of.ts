import { standardDeviation } from '@tend/kernels';
import type { KeptSketch } from '../profile/kept-sketch.ts';
import type { KeptTexts } from '../profile/kept-texts.ts';
import { countUpTo, distributionOf, quantileOf } from '../profile/value-distribution.ts';
import type { ColumnReference, NumericReference, TextReference } from './column-reference.ts';

const leastFrequent = 5;
const mostListed = 200;
const shares: readonly number[] = Array.from({ length: 101 }, (_, i) => i / 100);

/**
 * The aggregate of a sketched column that later windows are compared with; it holds no rows and no rare value of a text. Above 65,536
 * distinct numbers, quantiles and counts are those of the sketch; counts of texts are exact unless parts of so many were merged.
 */
export function referenceOf(sketch: KeptSketch): ColumnReference {
  return sketch.kind === 'text' ? describeText(sketch.column, sketch.texts) : describeNumbers(sketch);
}

function describeNumbers({ kind, column, numbers }: Exclude<KeptSketch, { kind: 'text' }>): NumericReference {
  const distribution = distributionOf(numbers.distribution);
  const { n, present, moments, lowest, highest } = numbers;
  const [least = Number.NaN, largest = Number.NaN] = [lowest[0], highest.at(-1)];
  // Of a sketch the two extremes alone are exact.
  const quantileAt = (share: number): number =>
    share === 0 ? least : share === 1 ? largest : Math.min(largest, Math.max(least, quantileOf(distribution, share)));
  const quantiles = present === 0 ? [] : shares.map(quantileAt);
  return {
    ...{ kind, column, n, missing: n - present, quantiles },
    atOrBelow: quantiles.map((q) => (q === largest ? present : countUpTo(distribution, q))),
    mean: present === 0 ? null : finiteOrNull(moments.mean),
    sd: finiteOrNull(standardDeviation(moments)),
  };
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function describeText(column: string, { n, missing, dictionary, counts }: KeptTexts): TextReference {
  const frequent = dictionary
    .map((value, code) => ({ value, count: counts[code] as number }))
    .filter(({ count }) => count >= leastFrequent)
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, mostListed);
  let listed = 0;
  for (const { count } of frequent) listed += count;
  return { kind: 'text', column, n, missing, frequent, other: n - missing - listed };
}
