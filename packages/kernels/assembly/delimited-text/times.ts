// The twin of src/delimited-text/read-times.ts: the commonest spellings of ISO 8601; all others are left over.
import { cellEnd, cellStart, isMissing } from './cell';

const none = reinterpret<f64>(0x7ff8000000000000);
const noDay: i32 = i32.MIN_VALUE;

// Two digits as a number; 255 where they are none.
// @ts-ignore: decorator
@inline
function pair(at: usize): u32 {
  const tens = <u32>load<u8>(at) - 48;
  const ones = <u32>load<u8>(at, 1) - 48;
  return tens > 9 || ones > 9 ? 255 : tens * 10 + ones;
}

function daysInMonth(year: u32, month: u32): u32 {
  if (month == 2) return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

// Days since 1970-01-01 of YYYY-MM-DD (Hinnant 2021).
function dayOf(at: usize): i32 {
  const century = pair(at);
  const short = pair(at + 2);
  const month = pair(at + 5);
  const day = pair(at + 8);
  if (century > 99 || short > 99 || load<u8>(at, 4) != 0x2d || load<u8>(at, 7) != 0x2d) return noDay;
  const year = century * 100 + short;
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return noDay;
  // Shifted by 400 years, so that nothing is negative.
  const y = year + 400 - (month <= 2 ? 1 : 0);
  const era = y / 400;
  const yearOfEra = y - era * 400;
  const dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  const dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
  return <i32>(era * 146097 + dayOfEra) - 719468 - 146097;
}

function instantOf(at: usize, length: u32): f64 {
  const end = at + length;
  const mark = load<u8>(at, 10);
  if (mark != 0x54 && mark != 0x20) return none;
  const day = dayOf(at);
  const hour = pair(at + 11);
  const minute = pair(at + 14);
  if (day == noDay || hour > 23 || minute > 59 || load<u8>(at, 13) != 0x3a) return none;
  let clock = (hour * 60 + minute) * 60000;
  let rest = at + 16;
  if (rest < end && load<u8>(rest) == 0x3a) {
    if (rest + 3 > end) return none;
    const second = pair(rest + 1);
    if (second > 59) return none;
    clock += second * 1000;
    rest += 3;
    if (rest + 4 <= end && load<u8>(rest) == 0x2e) {
      const hundreds = <u32>load<u8>(rest, 1) - 48;
      const low = pair(rest + 2);
      if (hundreds > 9 || low > 99) return none;
      clock += hundreds * 100 + low;
      rest += 4;
    }
  }
  if (rest < end && load<u8>(rest) == 0x5a) rest++;
  return rest == end ? <f64>day * 86400000 + <f64>clock : none;
}

// @ts-ignore: decorator
@inline
function readTimes(
  text: usize, fields: usize, stride: u32, rowCount: u32, missing: usize, isDate: bool,
  values: usize, leftovers: usize, report: usize,
): u32 {
  let lowest = load<f64>(report);
  let highest = load<f64>(report, 8);
  let known: u32 = 0;
  let left: u32 = 0;
  for (let row: u32 = 0; row < rowCount; row++, fields += <usize>stride << 2, values += 8) {
    const entry = load<u32>(fields);
    const start = cellStart(text, entry);
    const length = <u32>(cellEnd(text, entry, load<u32>(fields, 4)) - start);
    let value = none;
    if (isMissing(missing, start, length)) {
      store<f64>(values, none);
      continue;
    }
    if (isDate) {
      if (length == 10) {
        const day = dayOf(start);
        if (day != noDay) value = <f64>day;
      }
    } else if (length >= 16 && length <= 24) value = instantOf(start, length);
    store<f64>(values, value);
    if (value != value) {
      store<u32>(leftovers + (<usize>left << 2), row);
      left++;
      continue;
    }
    known++;
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  store<f64>(report, lowest);
  store<f64>(report, highest, 8);
  store<u32>(report, load<u32>(report, 16) + known, 16);
  return left;
}

export function readDates(
  text: usize, fields: usize, stride: u32, rowCount: u32, missing: usize, values: usize, leftovers: usize, report: usize,
): u32 {
  return readTimes(text, fields, stride, rowCount, missing, true, values, leftovers, report);
}

export function readInstants(
  text: usize, fields: usize, stride: u32, rowCount: u32, missing: usize, values: usize, leftovers: usize, report: usize,
): u32 {
  return readTimes(text, fields, stride, rowCount, missing, false, values, leftovers, report);
}
