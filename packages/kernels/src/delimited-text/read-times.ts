import type { ByteMemory } from '../web-assembly/byte-memory.ts';
import { cellEnd, cellStart, isMissing } from './cell-places.ts';
import { noteValue } from './read-numbers.ts';

/** Days since 1970-01-01 of cells `YYYY-MM-DD`, as `DelimitedKernels.readDates` says; the report is that of `readNumbers`. */
export function readDates(memory: ByteMemory, ...places: Places): number {
  return readTimes(memory, places, (bytes, start, length) => (length === 10 ? dayOf(bytes, start) : Number.NaN));
}

/**
 * Epoch milliseconds of `YYYY-MM-DD`, `T` or a blank, and `hh:mm`, `hh:mm:ss` or `hh:mm:ss.sss`, with `Z` or without; other
 * spellings of ISO 8601 are left over.
 */
export function readInstants(memory: ByteMemory, ...places: Places): number {
  return readTimes(memory, places, (bytes, start, length) =>
    length >= 16 && length <= 24 ? instantOf(bytes, start, start + length) : Number.NaN,
  );
}

type Places = readonly [
  text: number,
  fields: number,
  stride: number,
  rowCount: number,
  missing: number,
  values: number,
  leftovers: number,
  report: number,
];

function readTimes(
  memory: ByteMemory,
  [text, fields, stride, rowCount, missing, values, leftovers, report]: Places,
  timeOf: (bytes: Uint8Array, start: number, length: number) => number,
): number {
  const { bytes, words, doubles } = memory;
  let left = 0;
  for (let row = 0; row < rowCount; row++) {
    const field = (fields >>> 2) + row * stride;
    const entry = words[field] as number;
    const start = cellStart(text, entry);
    const length = cellEnd(text, entry, words[field + 1] as number) - start;
    const isNone = isMissing(memory, missing, start, length);
    const value = isNone ? Number.NaN : timeOf(bytes, start, length);
    doubles[(values >>> 3) + row] = value;
    if (isNone) continue;
    if (Number.isNaN(value)) words[(leftovers >>> 2) + left++] = row;
    else noteValue(memory, report, value);
  }
  return left;
}

/** Two digits as a number; NaN where they are none. */
function pair(bytes: Uint8Array, at: number): number {
  const [tens, ones] = [(bytes[at] as number) - 48, (bytes[at + 1] as number) - 48];
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

function dayOf(bytes: Uint8Array, at: number): number {
  const year = pair(bytes, at) * 100 + pair(bytes, at + 2);
  const [month, day] = [pair(bytes, at + 5), pair(bytes, at + 8)];
  if (Number.isNaN(year) || bytes[at + 4] !== 0x2d || bytes[at + 7] !== 0x2d) return Number.NaN;
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month))) return Number.NaN;
  // Hinnant 2021, shifted by 400 years.
  const y = year + 400 - (month <= 2 ? 1 : 0);
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468 - 146_097;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function instantOf(bytes: Uint8Array, at: number, end: number): number {
  const mark = bytes[at + 10];
  if (mark !== 0x54 && mark !== 0x20) return Number.NaN;
  const [day, hour, minute] = [dayOf(bytes, at), pair(bytes, at + 11), pair(bytes, at + 14)];
  if (Number.isNaN(day) || !(hour <= 23 && minute <= 59) || bytes[at + 13] !== 0x3a) return Number.NaN;
  let clock = (hour * 60 + minute) * 60_000;
  let rest = at + 16;
  if (rest < end && bytes[rest] === 0x3a) {
    const second = rest + 3 > end ? Number.NaN : pair(bytes, rest + 1);
    if (!(second <= 59)) return Number.NaN;
    clock += second * 1000;
    rest += 3;
    if (rest + 4 <= end && bytes[rest] === 0x2e) {
      const hundreds = (bytes[rest + 1] as number) - 48;
      const low = pair(bytes, rest + 2);
      if (!(hundreds >= 0 && hundreds <= 9 && low <= 99)) return Number.NaN;
      clock += hundreds * 100 + low;
      rest += 4;
    }
  }
  if (rest < end && bytes[rest] === 0x5a) rest++;
  return rest === end ? day * 86_400_000 + clock : Number.NaN;
}
