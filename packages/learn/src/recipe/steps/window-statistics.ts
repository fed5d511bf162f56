import type { Seen } from './history-parameters.ts';
import { withinFloat64 } from './within-float64.ts';

export const windowStatistics = ['count', 'mean', 'sum', 'min', 'max', 'sd', 'share', 'sinceLast'] as const;
export type WindowStatistic = (typeof windowStatistics)[number];

/** What one window after another holds. */
export interface WindowSummary {
  /** The window are the entries that count, from `from` on. */
  read(seen: Seen, from: number): void;
  /** A statistic of the window that was read last; NaN where it has none. Times are counted in `unit` milliseconds. */
  statistic(one: WindowStatistic, unit: number): number;
}

/**
 * A summary of windows. Sums go through each window in the order of time, never by differences of running sums, so they depend on
 * nothing outside of it.
 */
export function windowSummary(): WindowSummary {
  let window: Seen | undefined;
  let from = 0;
  const counted: Counted = { present: 0, others: 0, sum: 0, least: 0, most: 0 };
  return {
    read(seen, first) {
      window = seen;
      from = first;
      countValues(seen.values, from, seen.end, counted);
    },
    statistic(one, unit) {
      if (window === undefined) return Number.NaN;
      const { present, others, sum, least, most } = counted;
      if (one === 'sinceLast') return sinceLast(window, from) / unit;
      if (one === 'count') return present;
      if (present === 0) return Number.NaN;
      if (one === 'sum') return withinFloat64(sum);
      if (one === 'mean') return withinFloat64(sum / present);
      if (one === 'min') return least;
      if (one === 'max') return most;
      if (one === 'share') return others / present;
      const mean = sum / present;
      return present < 2 ? Number.NaN : withinFloat64(deviation(window.values, from, window.end, mean, present));
    },
  };
}

/** The values of a window that are not missing. */
interface Counted {
  present: number;
  /** Those that are not 0. */
  others: number;
  sum: number;
  least: number;
  most: number;
}

function countValues(values: Float64Array, from: number, to: number, counted: Counted): void {
  let [present, others, sum, least, most] = [0, 0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = from; i < to; i++) {
    const value = values[i] as number;
    if (Number.isNaN(value)) continue;
    present++;
    sum += value;
    if (value < least) least = value;
    if (value > most) most = value;
    if (value !== 0) others++;
  }
  counted.present = present;
  counted.others = others;
  counted.sum = sum;
  counted.least = least;
  counted.most = most;
}

/** How long ago the last value was that was not 0. */
function sinceLast({ times, values, at, end }: Seen, from: number): number {
  for (let i = end - 1; i >= from; i--) {
    const value = values[i] as number;
    if (!Number.isNaN(value) && value !== 0) return at - (times[i] as number);
  }
  return Number.NaN;
}

/** The standard deviation of a sample, in two passes. */
function deviation(values: Float64Array, from: number, to: number, mean: number, present: number): number {
  let squares = 0;
  for (let i = from; i < to; i++) {
    const value = values[i] as number;
    if (!Number.isNaN(value)) squares += (value - mean) ** 2;
  }
  return Math.sqrt(squares / (present - 1));
}
