const millisecondsADay = 86_400_000;
/** 0000-01-01 and 9999-12-31 in days since 1970-01-01: what four digits of a year can write. */
export const firstDay = -719_528;
export const lastDay = 2_932_896;
export const firstInstant: number = firstDay * millisecondsADay;
export const lastInstant: number = lastDay * millisecondsADay + millisecondsADay - 1;

const datePattern = /^(\d{4})-(\d{2})-(\d{2})$/;
const instantPattern =
  /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?:([Zz])|([+-])(\d{2}):?(\d{2}))?$/;

/** Days since 1970-01-01 of a proleptic Gregorian date (Hinnant, chrono-compatible low-level date algorithms, 2021). */
export function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** Year, month (1-12) and day (1-31) of days since 1970-01-01, the inverse of `daysFromCivil` (Hinnant 2021). */
export function civilFromDays(days: number): { readonly year: number; readonly month: number; readonly day: number } {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

/** Days since 1970-01-01 of exactly `YYYY-MM-DD`; undefined for anything else, also for days no calendar has. */
export function parseDate(text: string): number | undefined {
  const match = datePattern.exec(text);
  if (match === null) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  return daysFromCivil(year, month, day);
}

/** `YYYY-MM-DD` of days since 1970-01-01; RangeError outside the years 0000 to 9999. */
export function formatDate(days: number): string {
  if (!Number.isInteger(days) || days < firstDay || days > lastDay) throw new RangeError(`no date has ${days} days`);
  const { year, month, day } = civilFromDays(days);
  return `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}`;
}

/**
 * Epoch milliseconds of an ISO 8601 date and time (`T` or a blank between them, seconds optional); without an offset it
 * is taken as UTC. Undefined for anything else, and where milliseconds cannot hold the fraction exactly.
 */
export function parseInstant(text: string): number | undefined {
  const match = instantPattern.exec(text);
  if (match === null) return undefined;
  const days = parseDate(match[1] ?? '');
  const [hour, minute, second] = [Number(match[2]), Number(match[3]), Number(match[4] ?? 0)];
  const fraction = (match[5] ?? '').padEnd(3, '0');
  const [offsetHour, offsetMinute] = [Number(match[8] ?? 0), Number(match[9] ?? 0)];
  if (days === undefined || hour > 23 || minute > 59 || second > 59) return undefined;
  if (/[1-9]/.test(fraction.slice(3)) || offsetHour > 23 || offsetMinute > 59) return undefined;
  const offset = (offsetHour * 60 + offsetMinute) * (match[7] === '-' ? -60_000 : 60_000);
  const clock = ((hour * 60 + minute) * 60 + second) * 1000 + Number(fraction.slice(0, 3));
  const instant = days * millisecondsADay + clock - offset;
  return instant < firstInstant || instant > lastInstant ? undefined : instant;
}

/** `YYYY-MM-DDThh:mm:ss.sssZ` of epoch milliseconds; RangeError outside the years 0000 to 9999. */
export function formatInstant(epochMs: number): string {
  if (!Number.isInteger(epochMs)) throw new RangeError(`${epochMs} is not a whole number of milliseconds`);
  const days = Math.floor(epochMs / millisecondsADay);
  const clock = epochMs - days * millisecondsADay;
  const [hour, minute] = [Math.floor(clock / 3_600_000), Math.floor(clock / 60_000) % 60];
  const [second, millisecond] = [Math.floor(clock / 1000) % 60, clock % 1000];
  const time = `${digits(hour, 2)}:${digits(minute, 2)}:${digits(second, 2)}.${digits(millisecond, 3)}`;
  return `${formatDate(days)}T${time}Z`;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function digits(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
