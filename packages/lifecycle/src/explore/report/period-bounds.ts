import { timeValue } from '@tend/charts';

/** Begin and end of a calendar period as drawings take them: days, or milliseconds where it is an hour. */
export interface PeriodBounds {
  readonly start: number;
  readonly end: number;
}

type Unit = 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'year';

/** How the axis of periods of this unit is written. */
export function periodKind(unit: Unit): 'date' | 'instant' {
  return unit === 'hour' ? 'instant' : 'date';
}

/** The bounds of `2011-01-03T05`, `2011-01-03`, `2011-01`, `2011-Q1` or `2011`. RangeError for another name. */
export function periodBounds(name: string, unit: Unit): PeriodBounds {
  if (unit === 'hour') {
    const start = timeValue(`${name}:00:00Z`, 'instant');
    return { start, end: start + 3_600_000 };
  }
  if (unit === 'day' || unit === 'week') {
    const start = timeValue(name, 'date');
    return { start, end: start + (unit === 'day' ? 1 : 7) };
  }
  const [yearText = '', rest = '1'] = name.split('-');
  const months = unit === 'year' ? 12 : unit === 'quarter' ? 3 : 1;
  const year = Number(yearText);
  const month = unit === 'quarter' ? 3 * (Number(rest.slice(1)) - 1) : unit === 'month' ? Number(rest) - 1 : 0;
  const dayOf = (all: number): number =>
    timeValue(`${String(Math.floor(all / 12)).padStart(4, '0')}-${String((all % 12) + 1).padStart(2, '0')}-01`, 'date');
  return { start: dayOf(12 * year + month), end: dayOf(12 * year + month + months) };
}
