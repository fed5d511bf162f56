import { leastRows } from '../least-rows.ts';
import { countBelow, quantileOf, type ValueDistribution } from '../value-distribution.ts';
import type { ShapeFact } from './shape-fact.ts';

const leastShare = 0.005;
/** So many times the rows of a usual value near the end. */
const leastExcess = 5;
const nearShare = 0.1;

/** Ends at which many rows pile up: what lay beyond was cut off, or not recorded. Zero at the low end is no cap. */
export function capFacts(distribution: ValueDistribution): readonly ShapeFact[] {
  const { values, counts, total } = distribution;
  const sides = [
    { side: 'low' as const, at: 0, nearTo: countBelow(distribution, quantileOf(distribution, nearShare)) },
    {
      side: 'high' as const,
      at: values.length - 1,
      nearTo: countBelow(distribution, quantileOf(distribution, 1 - nearShare)),
    },
  ];
  return sides.flatMap(({ side, at, nearTo }): readonly ShapeFact[] => {
    const value = values[at] ?? Number.NaN;
    const rows = counts[at] ?? 0;
    if (rows < Math.max(leastRows, leastShare * total) || (side === 'low' && value === 0)) return [];
    const usual = mostNear(distribution, at, side, nearTo);
    if (rows < leastExcess * usual) return [];
    return [{ type: 'cap', value: rows / total, n: total, side, at: value }];
  });
}

/** The rows of the most frequent other value among the tenth of the rows, or the five values, next to an end. */
function mostNear(
  { counts, upTo, values }: ValueDistribution,
  at: number,
  side: 'low' | 'high',
  nearTo: number,
): number {
  const step = side === 'low' ? 1 : -1;
  let most = 1;
  for (let i = at + step, seen = 0; i >= 0 && i < values.length; i += step, seen++) {
    const isNear = side === 'low' ? (upTo[i - 1] ?? 0) <= nearTo : (upTo[i] ?? 0) > nearTo;
    if (!isNear && seen >= 5) break;
    most = Math.max(most, counts[i] as number);
  }
  return most;
}
