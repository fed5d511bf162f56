import { InvalidExpectation } from '../invalid-expectation.ts';
import type { TextTest } from './python-regex.ts';

const months = 'january february march april may june july august september october november december'.split(' ');
const days = 'monday tuesday wednesday thursday friday saturday sunday'.split(' ');
const short = (names: readonly string[]): string => names.map((name) => name.slice(0, 3)).join('|');

/** What each directive of Python's `strptime` accepts, in the C locale (CPython `_strptime.py`). */
const directives: Readonly<Record<string, string>> = {
  d: '(?<d>3[0-1]|[1-2]\\d|0[1-9]|[1-9]| [1-9])',
  m: '(?<m>1[0-2]|0[1-9]|[1-9])',
  Y: '(?<Y>\\d\\d\\d\\d)',
  y: '(?<y>\\d\\d)',
  j: '(?<j>36[0-6]|3[0-5]\\d|[1-2]\\d\\d|0[1-9]\\d|00[1-9]|[1-9]\\d|0[1-9]|[1-9])',
  H: '(?:2[0-3]|[0-1]\\d|\\d)',
  I: '(?:1[0-2]|0[1-9]|[1-9]| [1-9])',
  M: '(?:[0-5]\\d|\\d)',
  S: '(?:6[0-1]|[0-5]\\d|\\d)',
  f: '\\d{1,6}',
  p: '(?:am|pm)',
  a: `(?:${short(days)})`,
  A: `(?:${days.join('|')})`,
  b: `(?<b>${short(months)})`,
  B: `(?<B>${months.join('|')})`,
  w: '[0-6]',
  u: '[1-7]',
  U: '(?:5[0-3]|[0-4]\\d|\\d)',
  W: '(?:5[0-3]|[0-4]\\d|\\d)',
  V: '(?:5[0-3]|0[1-9]|[1-4]\\d|\\d)',
  G: '\\d\\d\\d\\d',
  z: '(?:[+-]\\d\\d:?[0-5]\\d(?::?[0-5]\\d(?:\\.\\d{1,6})?)?|z)',
  Z: '(?:utc|gmt)',
  '%': '%',
};
const shorthands: Readonly<Record<string, string>> = {
  c: '%a %b %d %H:%M:%S %Y',
  x: '%m/%d/%y',
  X: '%H:%M:%S',
};

/**
 * Whether Python's `datetime.strptime` parses the whole text by a format: names in any case, blanks of the format for one
 * or more blanks, and no day that its month lacks. InvalidExpectation for a directive that cannot be parsed.
 */
export function strftimeFormat(format: string): TextTest {
  const whole = format.replace(/%([cxX])/g, (_, letter: string) => shorthands[letter] ?? '');
  const seen = new Set<string>();
  const source = whole.replace(
    /%(.?)|(\s+)|([\\.^$*+?(){}[\]|/-])/gsu,
    (_, letter?: string, blank?: string, mark?: string) => {
      if (blank !== undefined) return '\\s+';
      if (mark !== undefined) return `\\${mark}`;
      const directive = letter === undefined ? undefined : directives[letter];
      if (directive === undefined || (letter !== '%' && seen.has(letter ?? '')))
        throw new InvalidExpectation(
          'strftime_format',
          `each of the directives %${Object.keys(directives).join(' %')} at most once`,
          JSON.stringify(format),
        );
      seen.add(letter ?? '');
      return directive;
    },
  );
  const pattern = new RegExp(`^${source}$`, 'i');
  return (text) => {
    const groups = pattern.exec(text)?.groups;
    return groups === undefined ? seen.size === 0 && pattern.test(text) : isDay(groups);
  };
}

function isDay(groups: Readonly<Record<string, string | undefined>>): boolean {
  const { d, m, b, B, Y, y, j } = groups;
  const century = y === undefined ? 1900 : Number(y) < 69 ? 2000 : 1900;
  const year = Y === undefined ? (y === undefined ? 1900 : century + Number(y)) : Number(Y);
  if (year < 1) return false;
  if (j !== undefined) return Number(j) < 366 || isLeap(year) || Y === undefined;
  const name = (b ?? B)?.slice(0, 3).toLowerCase();
  const named = months.findIndex((month) => name !== undefined && month.startsWith(name)) + 1;
  const month = m === undefined ? (named === 0 ? 1 : named) : Number(m);
  // Without a year, Python takes a leap year for the 29th of February.
  const isLeapYear = Y === undefined && y === undefined ? month === 2 && Number(d) === 29 : isLeap(year);
  const lengths = [31, isLeapYear ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return d === undefined || Number(d) <= (lengths[month - 1] ?? 0);
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}
