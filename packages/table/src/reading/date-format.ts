import { datePattern } from './date-pattern.ts';

/** The pattern of dates or instants, or why none can be told. */
export type DateFormat = { readonly kind: 'date' | 'instant'; readonly pattern: string } | { readonly unclear: string };

const shape =
  /^(\d{4}|\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{1,2})(?:([ T])(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{3}))?)?(Z?))?$/;

/**
 * The one pattern that all of the texts follow, days before or after months, with a time or without. Where two patterns fit
 * (3/4/2001) and nothing decides, it says so; undefined where the texts are no dates. A time that is midnight throughout is
 * a fixed part of the pattern: the column holds days.
 */
export function dateFormatOf(texts: Iterable<string>): DateFormat | undefined {
  const patterns = new Set<string>();
  let isMidnight = true;
  let hasPaddedDay = true;
  let hasPaddedHour = true;
  let first: RegExpExecArray | undefined;
  for (const text of texts) {
    const match = shape.exec(text);
    if (match === null) return undefined;
    const [, a = '', mark, b = '', c = '', joint, hour = '', minute, second, millisecond, zone] = match;
    if (a.length < 4 && c.length < 4)
      return c.length === 2 && mark !== '.' ? { unclear: `"${text}" has a year of two digits` } : undefined;
    first ??= match;
    const isAlike =
      mark === first[2] &&
      joint === first[5] &&
      (second === undefined) === (first[8] === undefined) &&
      (millisecond === undefined) === (first[9] === undefined) &&
      zone === first[10] &&
      (a.length === 4) === (first[1]?.length === 4);
    if (!isAlike) return undefined;
    if ((a.length < 4 && a.length < 2) || b.length < 2 || (c.length < 4 && c.length < 2)) hasPaddedDay = false;
    if (hour.length < 2) hasPaddedHour = false;
    if (Number(hour) !== 0 || Number(minute) !== 0 || Number(second ?? 0) !== 0 || Number(millisecond ?? 0) !== 0)
      isMidnight = false;
  }
  if (first === undefined) return undefined;
  const [, a = '', mark = '', , , joint, , , second, millisecond, zone = ''] = first;
  const [day, month] = hasPaddedDay ? ['DD', 'MM'] : ['D', 'M'];
  const orders =
    a.length === 4
      ? [['YYYY', month, day]]
      : [
          [day, month, 'YYYY'],
          [month, day, 'YYYY'],
        ];
  const hour = hasPaddedHour ? 'HH' : 'H';
  const clock = `${hour}:mm${second === undefined ? '' : ':ss'}${millisecond === undefined ? '' : '.SSS'}${zone}`;
  // Midnight throughout: the spelling of all is that of the first where it is always padded alike.
  const midnight = clock
    .replace('HH', '00')
    .replace('H', '0')
    .replace('mm', '00')
    .replace('ss', '00')
    .replace('SSS', '000');
  const rest = joint === undefined ? '' : `${joint}${isMidnight ? midnight : clock}`;
  for (const order of orders) {
    const pattern = `${order.join(mark)}${rest}`;
    const { parse } = datePattern(pattern);
    let fits = true;
    for (const text of texts) {
      fits = parse(text) !== undefined;
      if (!fits) break;
    }
    if (fits) patterns.add(pattern);
  }
  const [pattern, other] = patterns;
  if (pattern === undefined) return undefined;
  if (other !== undefined) return { unclear: `they fit both ${pattern} and ${other}, and no value decides` };
  return { kind: datePattern(pattern).kind, pattern };
}
