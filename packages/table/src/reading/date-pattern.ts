import { daysFromCivil } from '../calendar.ts';

/** Reads the dates or instants of one pattern. */
export interface DatePattern {
  readonly kind: 'date' | 'instant';
  /** Days or epoch milliseconds since 1970-01-01 in UTC; undefined for other spellings and days that no calendar has. */
  readonly parse: (text: string) => number | undefined;
}

type Part = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'millisecond';

/** Longest first, so that MM is not read as two M. */
const tokens: readonly (readonly [token: string, part: Part, digits: string])[] = [
  ['YYYY', 'year', '(\\d{4})'],
  ['SSS', 'millisecond', '(\\d{3})'],
  ['MM', 'month', '(\\d{2})'],
  ['DD', 'day', '(\\d{2})'],
  ['HH', 'hour', '(\\d{2})'],
  ['mm', 'minute', '(\\d{2})'],
  ['ss', 'second', '(\\d{2})'],
  ['M', 'month', '(\\d{1,2})'],
  ['D', 'day', '(\\d{1,2})'],
  ['H', 'hour', '(\\d{1,2})'],
];

/**
 * The reader of a pattern such as `D.M.YYYY` or `MM/DD/YYYY HH:mm`: YYYY, MM or M, DD or D, HH or H, mm, ss, SSS; all other
 * characters stand for themselves. With an hour it reads instants. RangeError for a pattern without year, month and day.
 */
export function datePattern(pattern: string): DatePattern {
  const parts: Part[] = [];
  let grammar = '';
  for (let at = 0; at < pattern.length; ) {
    const token = tokens.find(([text]) => pattern.startsWith(text, at));
    if (token === undefined) {
      grammar += pattern.charAt(at).replace(/[\\^$.*+?()[\]{}|/-]/, '\\$&');
      at++;
    } else {
      parts.push(token[1]);
      grammar += token[2];
      at += token[0].length;
    }
  }
  for (const part of ['year', 'month', 'day'] as const)
    if (parts.filter((other) => other === part).length !== 1)
      throw new RangeError(`the pattern "${pattern}" needs YYYY, M or MM, and D or DD, each once`);
  const expression = new RegExp(`^${grammar}$`);
  const kind = parts.includes('hour') ? 'instant' : 'date';
  return { kind, parse: (text) => timeOf(expression.exec(text), parts, kind) };
}

function timeOf(match: RegExpExecArray | null, parts: readonly Part[], kind: 'date' | 'instant'): number | undefined {
  if (match === null) return undefined;
  const numberOf = (part: Part): number => {
    const place = parts.indexOf(part);
    return place < 0 ? 0 : Number(match[place + 1]);
  };
  const [year, month, day] = [numberOf('year'), numberOf('month'), numberOf('day')];
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  const days = daysFromCivil(year, month, day);
  if (kind === 'date') return days;
  const [hour, minute, second] = [numberOf('hour'), numberOf('minute'), numberOf('second')];
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  return days * 86_400_000 + ((hour * 60 + minute) * 60 + second) * 1000 + numberOf('millisecond');
}

function daysInMonth(year: number, month: number): number {
  if (month === 12) return 31;
  return daysFromCivil(year, month + 1, 1) - daysFromCivil(year, month, 1);
}
