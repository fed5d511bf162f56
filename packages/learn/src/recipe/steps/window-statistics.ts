import type { Seen } from './history-parameters.ts';
import { withinFloat64 } from './within-float64.ts';

export const windowStatistics = ['count', 'mean', 'sum', 'min', 'max', 'sd', 'share', 'sinceLast'] as const;
export type WindowStatistic = (typeof windowStatistics)[number];

/**
 * A statistic of the values of a group from the entry `from` up to those that count; NaN where it has none. Sums go through the
 * window in the order of time, never by differences of running sums, so they depend on nothing outside of it.
 */
export function windowStatistic(one: WindowStatistic, { group, at, count }: Seen, from: number, unit: number): number {
  const { times, values } = group;
  if (one === 'sinceLast') {
    for (let i = count - 1; i >= from; i--) {
      const value = values[i] as number;
      if (!Number.isNaN(value) && value !== 0) return (at - (times[i] as number)) / unit;
    }
    return Number.NaN;
  }
  let [present, sum, least, most, others] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (let i = from; i < count; i++) {
    const value = values[i] as number;
    if (Number.isNaN(value)) continue;
    present++;
    sum += value;
    if (value < least) least = value;
    if (value > most) most = value;
    if (value !== 0) others++;
  }
  if (one === 'count') return present;
  if (present === 0) return Number.NaN;
  if (one === 'sum') return withinFloat64(sum);
  if (one === 'mean') return withinFloat64(sum / present);
  if (one === 'min') return least;
  if (one === 'max') return most;
  if (one === 'share') return others / present;
  return present < 2 ? Number.NaN : withinFloat64(deviation(values, from, count, sum / present, present));
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
