import { quantile, sortedPresent } from '@tend/kernels';
import { civilFromDays, formatDate, formatInstant, type NumericColumn } from '@tend/table';
import { valuesAt } from '../recipe/values-at.ts';

export type PeriodUnit = 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'year';

/** Rows put into calendar periods of one length, in UTC; weeks begin on Monday. */
export interface Periods {
  readonly column: string;
  readonly unit: PeriodUnit;
  readonly zone: 'UTC';
  /** How many follow each other without a hole; periods without rows are among them. */
  readonly count: number;
  /** `2011-01-03T05`, `2011-01-03` (of a week its Monday), `2011-01`, `2011-Q1` or `2011`. */
  readonly names: readonly string[];
  /** Of each row its period from 0; -1 where the time is missing or lies outside. */
  readonly placeOf: Int32Array;
  readonly rowsIn: Int32Array;
  /** Rows without a time, and rows before the first or after the last period: it holds at least 5 rows and is not far from the others. */
  readonly unknown: number;
  readonly outside: number;
}

const millisecondsADay = 86_400_000;
const millisecondsAnHour = 3_600_000;
const mostPeriods = 400;
/** On either side, so many rows may have times far from the others. */
const strayShare = 0.005;
/** With fewer rows a period on average, means of periods say little. */
const leastRowsAPeriod = 10;
/** A period of fewer rows would tell of single ones: it cannot be the first or the last. */
export const leastRowsShown = 5;
const daysIn: Readonly<Record<PeriodUnit, number>> = {
  hour: 1 / 24,
  day: 1,
  week: 7,
  month: 365.25 / 12,
  quarter: 365.25 / 4,
  year: 365.25,
};

/**
 * The periods of a date or instant column in these rows, of the shortest length that gives at most 400 of them with at
 * least 10 rows each on average. Undefined for other kinds, and where fewer than 2 periods have 5 rows.
 */
export function periodsOf(column: NumericColumn, rows: Int32Array): Periods | undefined {
  if (column.kind !== 'date' && column.kind !== 'instant') return undefined;
  const isInstant = column.kind === 'instant';
  const sorted = sortedPresent(valuesAt(column, rows));
  const known = sorted.length;
  if (known < 2 * leastRowsShown) return undefined;
  const dayLength = isInstant ? millisecondsADay : 1;
  const unitBetween = (low: number, high: number): PeriodUnit => unitOf((high - low) / dayLength, known, isInstant);
  const whole = [sorted[0] as number, sorted[known - 1] as number] as const;
  const inner = [quantile(sorted, strayShare), quantile(sorted, 1 - strayShare)] as const;
  const unit = unitBetween(...inner);
  // A few stray times, as 1900-01-01 for unknown, would make one period of all the others.
  const [least, most] = unit === unitBetween(...whole) ? whole : inner;
  const indexes = indexesOf(column, rows, unit);
  const base = indexOf(least, unit, isInstant);
  const width = indexOf(most, unit, isInstant) - base + 1;
  const counts = new Int32Array(width);
  for (let i = 0; i < indexes.length; i++) {
    const place = (indexes[i] as number) - base;
    if (place >= 0 && place < width) counts[place] = (counts[place] as number) + 1;
  }
  let first = 0;
  let last = width - 1;
  while (first < width && (counts[first] as number) < leastRowsShown) first++;
  while (last >= 0 && (counts[last] as number) < leastRowsShown) last--;
  if (last - first < 1) return undefined;
  const count = last - first + 1;
  const rowsIn = counts.slice(first, last + 1);
  const placeOf = new Int32Array(rows.length);
  for (let i = 0; i < placeOf.length; i++) {
    const place = (indexes[i] as number) - base - first;
    placeOf[i] = place >= 0 && place < count ? place : -1;
  }
  return {
    column: column.name,
    unit,
    zone: 'UTC',
    count,
    names: Array.from({ length: count }, (_, i) => nameOf(base + first + i, unit)),
    placeOf,
    rowsIn,
    unknown: rows.length - known,
    outside: known - rowsIn.reduce((sum, n) => sum + n, 0),
  };
}

function unitOf(spanDays: number, known: number, isInstant: boolean): PeriodUnit {
  const units: readonly PeriodUnit[] = isInstant
    ? ['hour', 'day', 'week', 'month', 'quarter']
    : ['day', 'week', 'month', 'quarter'];
  const fits = (unit: PeriodUnit): boolean => {
    const periods = spanDays / daysIn[unit] + 1;
    return periods <= mostPeriods && known >= leastRowsAPeriod * periods;
  };
  return units.find(fits) ?? 'year';
}

/** Of each row the number of its period; NaN where the time is missing. Calendar arithmetic is done once a day. */
function indexesOf(column: NumericColumn, rows: Int32Array, unit: PeriodUnit): Float64Array {
  const isInstant = column.kind === 'instant';
  const indexes = new Float64Array(rows.length);
  let lastDay = Number.NaN;
  let lastIndex = Number.NaN;
  const byDay = new Map<number, number>();
  for (let i = 0; i < indexes.length; i++) {
    const value = column.values[rows[i] as number] as number;
    if (unit === 'hour' || Number.isNaN(value)) {
      indexes[i] = Number.isNaN(value) ? value : indexOf(value, unit, isInstant);
      continue;
    }
    const day = isInstant ? Math.floor(value / millisecondsADay) : Math.floor(value);
    if (day !== lastDay) {
      lastDay = day;
      const known = byDay.get(day);
      lastIndex = known ?? indexOfDay(day, unit);
      if (known === undefined) byDay.set(day, lastIndex);
    }
    indexes[i] = lastIndex;
  }
  return indexes;
}

function indexOf(value: number, unit: PeriodUnit, isInstant: boolean): number {
  if (unit === 'hour') return Math.floor(isInstant ? value / millisecondsAnHour : value * 24);
  return indexOfDay(Math.floor(isInstant ? value / millisecondsADay : value), unit);
}

function indexOfDay(day: number, unit: PeriodUnit): number {
  if (unit === 'day') return day;
  // 1970-01-01 was a Thursday.
  if (unit === 'week') return Math.floor((day + 3) / 7);
  const { year, month } = civilFromDays(day);
  if (unit === 'year') return year;
  return unit === 'quarter' ? year * 4 + Math.floor((month - 1) / 3) : year * 12 + month - 1;
}

function nameOf(index: number, unit: PeriodUnit): string {
  if (unit === 'hour') return formatInstant(index * millisecondsAnHour).slice(0, 13);
  if (unit === 'day') return formatDate(index);
  if (unit === 'week') return formatDate(index * 7 - 3);
  if (unit === 'year') return String(index);
  if (unit === 'quarter') return `${Math.floor(index / 4)}-Q${(index % 4) + 1}`;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
}
