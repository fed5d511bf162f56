import { chiSquareTest, normalCdf, wilsonInterval } from '@tend/kernels';
import { civilFromDays, type NumericColumn } from '@tend/table';
import { valuesAt } from '../recipe/values-at.ts';
import type { KnownRows } from './known-rows.ts';

/** The positive rate by calendar period, and whether it moves. */
export interface TargetOverTime {
  readonly column: string;
  readonly unit: 'year' | 'quarter' | 'month';
  /** In order of time; periods without rows are left out. */
  readonly periods: readonly PeriodRate[];
  readonly n: number;
  /** Change of the rate a period, by least squares weighted with the rows; and its test (Armitage 1955). */
  readonly slope: number;
  readonly trendPValue: number;
  /** Whether the periods differ at all, trend or not. */
  readonly homogeneityPValue: number;
}

export interface PeriodRate {
  /** `1994`, `1994-Q3` or `1994-07`. */
  readonly period: string;
  readonly n: number;
  readonly positives: number;
  readonly rate: number;
  readonly low: number;
  readonly high: number;
}

/** The target over a date or instant column (UTC); undefined where fewer than two periods have rows. */
export function targetOverTime(column: NumericColumn, { rows, target }: KnownRows): TargetOverTime | undefined {
  if (column.kind !== 'date' && column.kind !== 'instant') return undefined;
  const scale = column.kind === 'instant' ? 86_400_000 : 1;
  const days = valuesAt(column, rows).map((value) => Math.floor(value / scale));
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const day of days) {
    if (day < first) first = day;
    if (day > last) last = day;
  }
  const span = last - first;
  const unit = span >= 3 * 365 ? 'year' : span >= 365 ? 'quarter' : 'month';
  const byPeriod = new Map<number, { n: number; positives: number }>();
  for (const [i, day] of days.entries()) {
    if (Number.isNaN(day)) continue;
    const index = periodOf(day, unit);
    const counted = byPeriod.get(index) ?? { n: 0, positives: 0 };
    counted.n++;
    counted.positives += target[i] ?? 0;
    byPeriod.set(index, counted);
  }
  if (byPeriod.size < 2) return undefined;
  const ordered = [...byPeriod].sort(([a], [b]) => a - b);
  const periods = ordered.map(([index, { n, positives }]): PeriodRate => {
    const { low, high } = wilsonInterval(positives, n, 0.95);
    return { period: nameOf(index, unit), n, positives, rate: positives / n, low, high };
  });
  const contingency = periods.map(({ n, positives }) => [positives, n - positives]);
  return {
    column: column.name,
    unit,
    periods,
    n: periods.reduce((sum, { n }) => sum + n, 0),
    ...trendOf(ordered),
    homogeneityPValue: chiSquareTest(contingency).pValue,
  };
}

/** Cochran-Armitage test for a linear trend in proportions over the period numbers, two-sided, normal approximation. */
function trendOf(periods: readonly (readonly [number, { readonly n: number; readonly positives: number }])[]): {
  readonly slope: number;
  readonly trendPValue: number;
} {
  let [n, k, sumX] = [0, 0, 0];
  const start = periods[0]?.[0] ?? 0;
  for (const [index, counted] of periods) {
    n += counted.n;
    k += counted.positives;
    sumX += counted.n * (index - start);
  }
  const [rate, centre] = [k / n, sumX / n];
  let [cross, squares] = [0, 0];
  for (const [index, counted] of periods) {
    const x = index - start - centre;
    cross += x * (counted.positives - counted.n * rate);
    squares += counted.n * x * x;
  }
  const deviation = Math.sqrt(rate * (1 - rate) * squares);
  const trendPValue = deviation > 0 ? 2 * normalCdf(-Math.abs(cross) / deviation) : 1;
  return { slope: cross / squares, trendPValue };
}

function periodOf(day: number, unit: TargetOverTime['unit']): number {
  const { year, month } = civilFromDays(day);
  if (unit === 'year') return year;
  return unit === 'quarter' ? year * 4 + Math.floor((month - 1) / 3) : year * 12 + month - 1;
}

function nameOf(index: number, unit: TargetOverTime['unit']): string {
  if (unit === 'year') return String(index);
  if (unit === 'quarter') return `${Math.floor(index / 4)}-Q${(((index % 4) + 4) % 4) + 1}`;
  return `${Math.floor(index / 12)}-${String((((index % 12) + 12) % 12) + 1).padStart(2, '0')}`;
}
