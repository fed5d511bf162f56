import { civilFromDays, type NumericColumn } from '@tend/table';
import { monthNames, weekdayNames } from './calendar-names.ts';

export type Cycle = 'hour' | 'weekday' | 'month';

/** Rows put into rounds of a cycle of the calendar (UTC): a day of hours, a week of weekdays, a year of months. */
export interface CycleCells {
  readonly cycle: Cycle;
  /** Places in a round: 24, 7 or 12. */
  readonly length: number;
  readonly rounds: number;
  /** Of each row round * length + place; -1 where the time is missing. */
  readonly cellOf: Int32Array;
}

const hoursMs = 3_600_000;
const dayMs = 24 * hoursMs;
/** So many rounds must be there, at least in part, before a cycle is looked for. */
const leastRounds = { hour: 4, weekday: 4, month: 2 } as const;

/** The cycles that the times of these rows can show: enough rounds, and hours only where the times have them. */
export function calendarCycles(column: NumericColumn, rows: Int32Array): readonly CycleCells[] {
  if (column.kind !== 'date' && column.kind !== 'instant') return [];
  const isInstant = column.kind === 'instant';
  const hours = new Float64Array(rows.length);
  let hasHours = false;
  for (let i = 0; i < hours.length; i++) {
    const value = column.values[rows[i] as number] as number;
    hours[i] = isInstant ? Math.floor(value / hoursMs) : Math.floor(value) * 24;
    if (isInstant && value % dayMs !== 0 && !Number.isNaN(value)) hasHours = true;
  }
  const hourly = hasHours ? cellsOf('hour', 24, hours, (hour) => hour) : undefined;
  // 1970-01-01 was a Thursday, weeks begin on Monday.
  const daily = cellsOf('weekday', 7, hours, (hour) => Math.floor(hour / 24) + 3);
  const monthOf = new Map<number, number>();
  const monthly = cellsOf('month', 12, hours, (hour) => {
    const day = Math.floor(hour / 24);
    const known = monthOf.get(day);
    if (known !== undefined) return known;
    const { year, month } = civilFromDays(day);
    monthOf.set(day, year * 12 + month - 1);
    return year * 12 + month - 1;
  });
  return [hourly, daily, monthly].filter((cells) => cells !== undefined);
}

function cellsOf(
  cycle: Cycle,
  length: number,
  hours: Float64Array,
  indexOf: (hour: number) => number,
): CycleCells | undefined {
  const indexes = new Float64Array(hours.length);
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < indexes.length; i++) {
    const hour = hours[i] as number;
    const index = Number.isNaN(hour) ? Number.NaN : indexOf(hour);
    indexes[i] = index;
    if (index < least) least = index;
    if (index > most) most = index;
  }
  if (!(most >= least)) return undefined;
  const start = Math.floor(least / length) * length;
  const rounds = Math.floor((most - start) / length) + 1;
  if (rounds < leastRounds[cycle] || rounds * length > 20 * hours.length) return undefined;
  return {
    cycle,
    length,
    rounds,
    cellOf: Int32Array.from(indexes, (index) => (Number.isNaN(index) ? -1 : index - start)),
  };
}

/** What a person calls a place of a cycle: `05:00`, `Monday`, `March`. */
export function placeName(cycle: Cycle, place: number): string {
  if (cycle === 'hour') return `${String(place).padStart(2, '0')}:00`;
  return (cycle === 'weekday' ? weekdayNames : monthNames)[place] ?? '';
}
