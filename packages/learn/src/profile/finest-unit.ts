import type { TimeProfile, TimeUnit } from './column-profile.ts';

const units: readonly (readonly [TimeUnit, number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
];

/** The coarsest unit that all values are whole multiples of, in UTC; null without values. */
export function finestUnit(values: Float64Array, kind: TimeProfile['kind']): TimeUnit | null {
  if (values.length === 0) return null;
  if (kind === 'date') return 'day';
  let at = 0;
  for (const value of values) {
    // A multiple of a unit is one of all finer ones, so the unit only ever gets finer.
    while (at < units.length && value % (units[at]?.[1] ?? 1) !== 0) at++;
    if (at === units.length) break;
  }
  return units[at]?.[0] ?? 'millisecond';
}
