import type { Charter } from '@tend/protocol';
import { civilFromDays, daysFromCivil } from '@tend/table';

export interface Window {
  /** Epoch milliseconds; `until` is exclusive. */
  readonly from: number;
  readonly until: number;
}

const dayMs = 86_400_000;

/** The calendar window that holds an instant: week (from Monday), month, quarter or year, cut in UTC. */
export function windowOf(instant: number, unit: Charter['monitor']['window']): Window {
  const day = Math.floor(instant / dayMs);
  if (unit === 'week') {
    // 1970-01-01 was a Thursday.
    const monday = day - ((((day + 3) % 7) + 7) % 7);
    return { from: monday * dayMs, until: (monday + 7) * dayMs };
  }
  const { year, month } = civilFromDays(day);
  const length = unit === 'month' ? 1 : unit === 'quarter' ? 3 : 12;
  const first = month - 1 - ((month - 1) % length);
  const after = first + length;
  return {
    from: daysFromCivil(year, first + 1, 1) * dayMs,
    until: daysFromCivil(year + Math.floor(after / 12), (after % 12) + 1, 1) * dayMs,
  };
}

/** How many windows of a unit a year has: what spends the yearly budget of false alarms. */
export function windowsPerYear(unit: Charter['monitor']['window']): number {
  return { week: 52, month: 12, quarter: 4, year: 1 }[unit];
}
