import { civilFromDays } from '@tend/table';
import { weekdayOf } from '../calendar-cycle.ts';
import type { DatePart } from './date-part.ts';
import { offsetAt, type ZoneOffsets } from './zone-offsets.ts';

const millisecondsADay = 86_400_000;

/** Reads parts of stored dates or instants. */
export interface PartReader {
  /** The first `count` values are the ones to read; they stay the caller's. */
  load(values: Float64Array, count: number): void;
  /** Writes a part of each of them, NaN where one is missing. */
  read(part: DatePart, to: Float64Array): void;
}

/** A reader of dates, or of instants by the clocks of a zone (null for UTC). */
export function partReader(isInstant: boolean, zone: ZoneOffsets | null): PartReader {
  let count = 0;
  let days: Float64Array = new Float64Array(0);
  let minutes = new Float64Array(0);
  return {
    load(values, size) {
      count = size;
      if (!isInstant) days = values;
      else {
        if (days.length < size) {
          days = new Float64Array(size);
          minutes = new Float64Array(size);
        }
        splitInstants(values, count, zone, days, minutes);
      }
    },
    read(part, to) {
      readPart(part, days, minutes, count, to);
    },
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

function readPart(part: DatePart, days: Float64Array, minutes: Float64Array, count: number, to: Float64Array): void {
  if (part === 'weekday') readWeekdays(days, count, to);
  else if (part === 'hour') for (let row = 0; row < count; row++) to[row] = Math.floor((minutes[row] as number) / 60);
  else if (part === 'minute') for (let row = 0; row < count; row++) to[row] = (minutes[row] as number) % 60;
  else if (part === 'quarter') {
    readCalendar('month', days, count, to);
    for (let row = 0; row < count; row++) to[row] = Math.floor(((to[row] as number) + 2) / 3);
  } else readCalendar(part, days, count, to);
}

function readWeekdays(days: Float64Array, count: number, to: Float64Array): void {
  for (let row = 0; row < count; row++) {
    const day = days[row] as number;
    const whole = day | 0;
    // Of 32 bits, dividing by a constant is a multiplication.
    const rest = ((whole + 3) % 7) | 0;
    to[row] = (whole === day ? (rest < 0 ? rest + 7 : rest) : weekdayOf(day)) + 1;
  }
}

/** The days whose dates are kept once they were asked for: those of 1900 to 2099. */
const firstKept = -25_567;
const keptDates = new Int32Array(73_049);
/** Where a packed date has each field. */
const fields = { year: [9, 0x7fff], month: [5, 15], day: [0, 31] } as const;

function readCalendar(part: keyof typeof fields, days: Float64Array, count: number, to: Float64Array): void {
  const [shift, mask] = fields[part];
  for (let row = 0; row < count; row++) {
    const day = days[row] as number;
    const place = (day - firstKept) | 0;
    // False for what is missing and for part of a day, too.
    const isKept = place >= 0 && place < keptDates.length && place + firstKept === day;
    to[row] = isKept ? ((keptDates[place] || keepDate(place)) >> shift) & mask : otherDate(part, day);
  }
}

function keepDate(place: number): number {
  const { year, month, day } = civilFromDays(place + firstKept);
  const packed = (year << 9) | (month << 5) | day;
  keptDates[place] = packed;
  return packed;
}

function otherDate(part: keyof typeof fields, days: number): number {
  const date = civilFromDays(days);
  // The month of no day is no number, but the comparison in it would give one.
  return Number.isNaN(date.year) ? Number.NaN : date[part];
}
