import { civilFromDays, daysFromCivil } from '@tend/table';
import type { CalendarUnit } from './column-profile.ts';

const dayMs = 86_400_000;
/** 1970-01-05, a Monday. */
const firstMonday = 4;

interface CalendarStep {
  readonly unit: CalendarUnit;
  /** The number of the unit that holds a moment in epoch milliseconds, and the moment that a unit begins. */
  readonly indexAt: (epochMs: number) => number;
  readonly startOf: (index: number) => number;
}

const even = (unit: CalendarUnit, lengthMs: number, from = 0): CalendarStep => ({
  unit,
  indexAt: (epochMs) => Math.floor((epochMs - from) / lengthMs),
  startOf: (index) => index * lengthMs + from,
});

const ofMonths = (unit: CalendarUnit, months: number): CalendarStep => ({
  unit,
  indexAt: (epochMs) => {
    const { year, month } = civilFromDays(Math.floor(epochMs / dayMs));
    return Math.floor((year * 12 + month - 1) / months);
  },
  startOf: (index) => {
    const month = index * months;
    const year = Math.floor(month / 12);
    return daysFromCivil(year, month - year * 12 + 1, 1) * dayMs;
  },
});

const steps: readonly CalendarStep[] = [
  even('minute', 60_000),
  even('hour', 3_600_000),
  even('day', dayMs),
  even('week', 7 * dayMs, firstMonday * dayMs),
  ofMonths('month', 1),
  ofMonths('quarter', 3),
  ofMonths('year', 12),
  ofMonths('decade', 120),
  ofMonths('century', 1200),
];

const mostBins = 62;

/** Starts (epoch milliseconds, UTC) of the units from the one that holds `fromMs` to the one behind `toMs`: the finest that makes at most 62 bins, days or coarser where `isDate`. */
export function calendarBins(
  fromMs: number,
  toMs: number,
  isDate: boolean,
): { readonly unit: CalendarUnit; readonly edges: readonly number[] } {
  const allowed = steps.filter(({ unit }) => !isDate || (unit !== 'minute' && unit !== 'hour'));
  const fits = ({ indexAt }: CalendarStep): boolean => indexAt(toMs) - indexAt(fromMs) < mostBins;
  const step = allowed.find(fits) ?? ofMonths('century', 1200);
  const first = step.indexAt(fromMs);
  const count = step.indexAt(toMs) - first + 2;
  return { unit: step.unit, edges: Array.from({ length: count }, (_, i) => step.startOf(first + i)) };
}
