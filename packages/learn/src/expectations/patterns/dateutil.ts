const months = 'january february march april may june july august september october november december'.split(' ');
const weekdays = 'monday tuesday wednesday thursday friday saturday sunday'.split(' ');
const fillers = new Set([
  ' ',
  '.',
  ',',
  ';',
  '-',
  '/',
  "'",
  'at',
  'on',
  'and',
  'ad',
  'm',
  't',
  'of',
  'st',
  'nd',
  'rd',
  'th',
]);

/**
 * Whether a text reads as a date or time in the loose sense of Python's `dateutil.parser.parse`: numbers in any usual
 * order, names of months and weekdays, clock times with am or pm, offsets. Its rules (dateutil 2.9, `_parser.py`) are
 * followed as far as the answer is yes or no; texts of several time zones or with stray words are no dates.
 */
export function isDate(text: string): boolean {
  const tokens = text.match(/\d+[.,]\d+(?![\d.,])|\d+|[\p{L}]+|\s|[^\s\p{L}\d]/gu) ?? [];
  const found: Found = { day: [], named: 0, hour: undefined, minute: undefined, parts: 0 };
  for (let i = 0; i < tokens.length; ) {
    const taken = takeNumber(tokens, i, found) || takeWord(tokens, i, found);
    if (taken === 0) return false;
    i += taken;
  }
  return found.parts > 0 && isCalendarDate(found);
}

interface Found {
  readonly day: string[];
  named: number;
  hour: number | undefined;
  minute: number | undefined;
  parts: number;
}

/** How many tokens a number with what belongs to it takes: a clock time, a compact date, a date with separators. */
function takeNumber(tokens: readonly string[], at: number, found: Found): number {
  const token = tokens[at] as string;
  if (!/^\d/.test(token)) return 0;
  found.parts++;
  const next = tokens[at + 1];
  const digits = /^\d+/.exec(token)?.[0].length ?? 0;
  if (next === ':' && /^\d/.test(tokens[at + 2] ?? '')) {
    found.hour = Number(token);
    found.minute = Math.floor(Number((tokens[at + 2] ?? '').replace(',', '.')));
    if (found.hour > 24 || found.minute > 59) return 0;
    if (tokens[at + 3] !== ':' || !/^\d/.test(tokens[at + 4] ?? '')) return 3;
    return Number((tokens[at + 4] ?? '').replace(',', '.')) < 60 ? 5 : 0;
  }
  if (digits === 8 || digits === 12 || digits === 14) {
    found.day.push(token.slice(0, 4), token.slice(4, 6), token.slice(6, 8));
    if (digits === 8) return 1;
    found.hour = Number(token.slice(8, 10));
    found.minute = Number(token.slice(10, 12));
    return found.hour < 24 && found.minute < 60 && Number(token.slice(12, 14)) < 60 ? 1 : 0;
  }
  const isClock = found.day.length === 3 && (digits === 6 || (digits === 4 && /^t$/i.test(tokens[at - 1] ?? '')));
  if (isClock && found.hour === undefined) {
    found.hour = Number(token.slice(0, 2));
    found.minute = Number(token.slice(2, 4));
    return found.hour < 24 && found.minute < 60 && Number(token.slice(4, 6)) < 60 ? 1 : 0;
  }
  if (digits === 6 && token.length === 6) {
    found.day.push(token.slice(0, 2), token.slice(2, 4), token.slice(4, 6));
    return 1;
  }
  const suffix = meridiem(tokens, at + 1);
  if (suffix > 0) {
    found.hour = Number(token);
    return found.hour < 24 ? 1 + suffix : 0;
  }
  const unit = /^(h|hour|hours|m|minute|minutes|s|second|seconds)$/i.exec(
    next === ' ' ? (tokens[at + 2] ?? '') : (next ?? ''),
  );
  if (unit !== null) {
    if (/^h/i.test(unit[0])) found.hour = Number(token);
    return (next === ' ' ? 3 : 2) as number;
  }
  if (/^\d+[.,]\d+$/.test(token)) {
    const parts = token.split(/[.,]/);
    const third = tokens[at + 1] === '.' ? tokens[at + 2] : undefined;
    found.day.push(...parts);
    if (third === undefined || !/^\d+$/.test(third)) return 1;
    found.day.push(third);
    return 3;
  }
  found.day.push(token);
  return found.day.length <= 3 ? 1 : 0;
}

function meridiem(tokens: readonly string[], at: number): number {
  const skip = tokens[at] === ' ' ? 1 : 0;
  return /^(am|pm|a|p)$/i.test(tokens[at + skip] ?? '') ? skip + 1 : 0;
}

function takeWord(tokens: readonly string[], at: number, found: Found): number {
  const word = (tokens[at] as string).toLowerCase();
  if (/^\s$/.test(word)) return 1;
  if ((word === '+' || word === '-') && found.hour !== undefined && /^\d{1,4}$/.test(tokens[at + 1] ?? ''))
    return tokens[at + 2] === ':' && /^\d\d$/.test(tokens[at + 3] ?? '') ? 4 : 2;
  const month = months.findIndex(
    (name) => word === name || word === name.slice(0, 3) || (word === 'sept' && name === 'september'),
  );
  if (month >= 0) {
    if (found.named > 0) return 0;
    found.named = month + 1;
    found.parts++;
    return 1;
  }
  if (weekdays.some((name) => word === name || word === name.slice(0, 3))) {
    found.parts++;
    return 1;
  }
  const skipped = meridiem(tokens, at);
  if (skipped > 0 && found.hour !== undefined) return found.hour >= 0 && found.hour <= 12 ? skipped : 0;
  if (fillers.has(word)) return 1;
  const isZone = found.hour !== undefined && /^([A-Z]{3,5}|Z|z|utc|gmt)$/.test(tokens[at] as string);
  return isZone ? 1 : 0;
}

/** Whether the numbers can be a day, a month and a year in some order that dateutil would take. */
function isCalendarDate({ day, named, hour }: Found): boolean {
  const numbers = day.map(Number);
  if (hour !== undefined && hour > 23) return false;
  const [first = 1, second = 1, third = 1] = numbers;
  const isYear = (text: string | undefined) => text !== undefined && (text.length > 2 || Number(text) > 31);
  if (named > 0) {
    if (numbers.length > 2) return false;
    if (numbers.length === 1) return isYear(day[0]) ? first <= 9999 : isDayOf(first, named, 2000);
    const [a, b] = isYear(day[0]) ? [second, first] : [first, second];
    return numbers.length === 0 || isDayOf(a, named, b);
  }
  if (numbers.length === 0) return true;
  if (numbers.length === 1) return first <= 31 ? first >= 1 : first <= 9999;
  if (numbers.length === 2) {
    if (isYear(day[0])) return second >= 1 && second <= 12;
    return isYear(day[1]) ? first >= 1 && first <= 12 : isDayOf(second, first, 2000);
  }
  if (numbers.length !== 3) return false;
  // Year first where it cannot be a day, then day first where it cannot be a month, else month first.
  if (isYear(day[0])) return isDayOf(third, second, first);
  return first > 12 ? isDayOf(first, second, third) : isDayOf(second, first, third);
}

function isDayOf(day: number, month: number, year: number): boolean {
  if (month < 1 || month > 12 || day < 1 || year > 9999) return false;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0 || year < 100);
  return day <= ([31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0);
}
