import { exp, firstAbove, firstAtLeast, log, quantile } from '@tend/kernels';
import type { BinnedColumn } from './bin-columns.ts';

/** Numbers of a column that lie far from the rest of it. */
export interface OutlyingCells {
  readonly column: string;
  /** Values that are present. */
  readonly n: number;
  readonly median: number;
  readonly firstQuartile: number;
  readonly thirdQuartile: number;
  /** Outside the quartiles by more than 1.5 times (Tukey 1977) and by more than 3 times their distance. */
  readonly outside: Sides;
  readonly farOutside: Sides;
  /** More than 3.5 away from the median in units of 1.4826 times the median absolute deviation (Iglewicz and Hoaglin 1993). */
  readonly oddByMedian: Sides;
  /** At most 4 values are below `low` or above `high`. */
  readonly bounds: { readonly low: number; readonly high: number };
  /** Beyond 10 times the usual spread from the quartiles, on the scale of values and, of positive ones, of their logarithms. */
  readonly isolated: Sides & { readonly lowFence: number | null; readonly highFence: number | null };
}

export interface Sides {
  readonly below: number;
  readonly above: number;
}

const leastValues = 20;
const leastShared = 5;
/** The distance of the quartiles of a normal distribution, in standard deviations. */
const quartilesApart = 1.3489795003921634;
const isolatedDeviations = 10;

/** Counts the outlying values of a column of numbers; undefined for other kinds, fewer than 20 values, and quartiles that are equal. */
export function outlyingCells({ column, kind, sorted }: BinnedColumn): OutlyingCells | undefined {
  if (sorted === undefined || (kind !== 'number' && kind !== 'integer') || sorted.length < leastValues)
    return undefined;
  const n = sorted.length;
  const [first, median, third] = [quantile(sorted, 0.25), quantile(sorted, 0.5), quantile(sorted, 0.75)];
  const between = third - first;
  if (!(between > 0)) return undefined;
  const beyond = (low: number, high: number): Sides => ({
    below: firstAtLeast(sorted, low),
    above: n - firstAbove(sorted, high),
  });
  const deviation = 1.482602218505602 * medianDeviation(sorted, median);
  const reach = (isolatedDeviations * between) / quartilesApart;
  const [isolatedBelow, isolatedAbove] = isolatedFences(sorted, first, third, reach);
  return {
    column,
    n,
    median,
    firstQuartile: first,
    thirdQuartile: third,
    outside: beyond(first - 1.5 * between, third + 1.5 * between),
    farOutside: beyond(first - 3 * between, third + 3 * between),
    oddByMedian: deviation > 0 ? beyond(median - 3.5 * deviation, median + 3.5 * deviation) : { below: 0, above: 0 },
    bounds: { low: sorted[leastShared - 1] as number, high: sorted[n - leastShared] as number },
    isolated: {
      ...beyond(isolatedBelow, isolatedAbove),
      lowFence: Number.isFinite(isolatedBelow) ? isolatedBelow : null,
      highFence: Number.isFinite(isolatedAbove) ? isolatedAbove : null,
    },
  };
}

/** Where both scales call a value isolated. A long tail, as of incomes, is one on the scale of values only. */
function isolatedFences(sorted: Float64Array, first: number, third: number, reach: number): [number, number] {
  const [low, high] = [first - reach, third + reach];
  if (!((sorted[0] as number) > 0)) return [low, high];
  const [logFirst, logThird] = [log(first), log(third)];
  const logReach = (isolatedDeviations * (logThird - logFirst)) / quartilesApart;
  return [Math.min(low, exp(logFirst - logReach)), Math.max(high, exp(logThird + logReach))];
}

function medianDeviation(sorted: Float64Array, median: number): number {
  // Deviations grow away from the median on both sides: a merge, cut in the middle.
  const n = sorted.length;
  let right = firstAtLeast(sorted, median);
  let left = right - 1;
  const [lower, upper] = [(n - 1) >> 1, n >> 1];
  let below = 0;
  let value = 0;
  for (let k = 0; k <= upper; k++) {
    const down = left >= 0 ? median - (sorted[left] as number) : Number.POSITIVE_INFINITY;
    const up = right < n ? (sorted[right] as number) - median : Number.POSITIVE_INFINITY;
    if (down < up) left--;
    else right++;
    value = Math.min(down, up);
    if (k === lower) below = value;
  }
  return (below + value) / 2;
}
