import type { QuantileAt } from './column-profile.ts';
import { leastRows } from './least-rows.ts';
import { quantileOf, type ValueDistribution } from './value-distribution.ts';

const shares: readonly number[] = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99];

/** The five smallest and the five largest values, ascending, each as often as it stands there. */
export interface Extremes {
  readonly lowest: readonly number[];
  readonly highest: readonly number[];
}

/**
 * Quantiles with at least five rows on either side; at 0 and 1 the fifth value from the end, which is the extreme itself where five
 * rows have it. None below ten rows.
 */
export function safeQuantiles(
  distribution: ValueDistribution,
  { lowest, highest }: Extremes,
): readonly QuantileAt<number>[] {
  const { total } = distribution;
  const [low, high] = [lowest[leastRows - 1], highest[highest.length - leastRows]];
  if (total < 2 * leastRows || low === undefined || high === undefined) return [];
  // A sketch may name a value beyond: the extremes are exact.
  const inner = shares
    .filter((share) => Math.min(share, 1 - share) * total >= leastRows)
    .map((share) => ({ share, value: Math.min(high, Math.max(low, quantileOf(distribution, share))) }));
  return [{ share: 0, value: low }, ...inner, { share: 1, value: high }];
}

/** The extremes of values that were all counted. */
export function extremesOf({ values, counts }: ValueDistribution): Extremes {
  const take = (order: Iterable<number>): number[] => {
    const taken: number[] = [];
    for (const i of order)
      for (let k = 0; k < (counts[i] as number); k++) {
        if (taken.length === leastRows) return taken;
        taken.push(values[i] as number);
      }
    return taken;
  };
  return { lowest: take(values.keys()), highest: take([...values.keys()].reverse()).reverse() };
}
