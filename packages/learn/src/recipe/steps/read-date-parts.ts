import { civilFromDays } from '@tend/table';
import { weekdayOf } from '../calendar-cycle.ts';
import type { DatePart } from './date-part.ts';
import { offsetAt, type ZoneOffsets } from './zone-offsets.ts';

const millisecondsADay = 86_400_000;

/**
 * A function that gives these parts of the first `count` stored dates or instants, one array a part, NaN where one is missing. It
 * writes into the same arrays at each call.
 */
export function partReader(
  parts: readonly DatePart[],
  isInstant: boolean,
  zone: ZoneOffsets | null,
): (values: Float64Array, count: number) => readonly Float64Array[] {
  let size = 0;
  let days = new Float64Array(0);
  let minutes = new Float64Array(0);
  let arrays: readonly Float64Array[] = [];
  const needsCalendar = parts.some((part) => part !== 'weekday' && part !== 'hour' && part !== 'minute');
  const calendar = { year: new Float64Array(0), month: new Float64Array(0), day: new Float64Array(0) };
  return (values, count) => {
    if (size < count) {
      size = count;
      days = new Float64Array(size);
      minutes = new Float64Array(size);
      arrays = parts.map(() => new Float64Array(size));
      for (const name of ['year', 'month', 'day'] as const) calendar[name] = new Float64Array(needsCalendar ? size : 0);
    }
    if (isInstant) splitInstants(values, count, zone, days, minutes);
    else for (let row = 0; row < count; row++) days[row] = values[row] as number;
    if (needsCalendar) readCalendar(days, count, calendar);
    for (let p = 0; p < parts.length; p++) {
      const to = arrays[p] as Float64Array;
      const part = parts[p];
      if (part === 'year' || part === 'month' || part === 'day') to.set(calendar[part].subarray(0, count));
      else if (part === 'quarter')
        for (let row = 0; row < count; row++) to[row] = Math.floor(((calendar.month[row] as number) + 2) / 3);
      else if (part === 'weekday') for (let row = 0; row < count; row++) to[row] = weekdayOf(days[row] as number) + 1;
      else if (part === 'hour')
        for (let row = 0; row < count; row++) to[row] = Math.floor((minutes[row] as number) / 60);
      else for (let row = 0; row < count; row++) to[row] = (minutes[row] as number) % 60;
    }
    return arrays;
  };
}

/** Days since 1970-01-01 and minutes of the day, by the clocks of the zone. */
function splitInstants(
  values: Float64Array,
  count: number,
  zone: ZoneOffsets | null,
  days: Float64Array,
  minutes: Float64Array,
): void {
  for (let row = 0; row < count; row++) {
    const instant = values[row] as number;
    const local = zone === null ? instant : instant + offsetAt(zone, instant);
    const day = Math.floor(local / millisecondsADay);
    days[row] = day;
    minutes[row] = Math.floor((local - day * millisecondsADay) / 60_000);
  }
}

interface Calendar {
  readonly year: Float64Array;
  readonly month: Float64Array;
  readonly day: Float64Array;
}

function readCalendar(days: Float64Array, count: number, to: Calendar): void {
  for (let row = 0; row < count; row++) {
    const { year, month, day } = civilFromDays(days[row] as number);
    // The month of no day is no number, but the comparison in it would give one.
    to.year[row] = year;
    to.month[row] = Number.isNaN(year) ? Number.NaN : month;
    to.day[row] = day;
  }
}
