import { formatNumber, formatShare } from '@tend/protocol/number-format';

/** What the numbers of an axis or column mean. Dates are days and instants milliseconds since 1970-01-01 UTC. */
export type ValueKind = 'number' | 'integer' | 'share' | 'date' | 'instant';

/** A value as people read it: the project's rule for numbers, a real minus sign, 2011 without a separator; dates as ISO 8601 in UTC. */
export function formatValue(value: number, kind: ValueKind, unit?: string): string {
  if (kind === 'date') return dayText(value * dayMs);
  if (kind === 'instant') return instantText(value);
  const text = withMinus(kind === 'share' ? shareText(value) : withoutSeparator(formatNumber(value)));
  return unit === undefined ? text : `${text} ${unit}`;
}

/** A count of rows or of anything else, with separators of thousands; with its noun where that is told: `1 row`, `2 rows`. */
export function formatCount(count: number, one?: string, many: string = `${one}s`): string {
  const text = withMinus(formatNumber(count));
  return one === undefined ? text : `${text} ${count === 1 ? one : many}`;
}

/** `0.545 to 0.675`, both ends with the digits of a value of their size. */
export function formatRange(low: number, high: number, kind: ValueKind, unit?: string): string {
  return `${formatValue(low, kind)} to ${formatValue(high, kind, unit)}`;
}

/**
 * A number of four digits stands without a separator: 2011 may be a year, and 1416 a time of day. Counts keep theirs
 * (`formatCount`), for they are nothing else.
 */
export function withoutSeparator(text: string): string {
  return /^-?\d,\d{3}(\.\d+)?$/.test(text) ? text.replace(',', '') : text;
}

/** The hyphen that programs write becomes the minus sign of the typesetter. */
export function withMinus(text: string): string {
  return text.replaceAll('-', '\u2212');
}

/** Milliseconds of a day, the unit of dates. */
export const dayMs = 86_400_000;

function shareText(share: number): string {
  return share < 0 ? `-${formatShare(-share)}` : formatShare(share);
}

function dayText(ms: number): string {
  const time = new Date(ms);
  return Number.isNaN(time.getTime()) ? `day ${withMinus(formatNumber(ms / dayMs))}` : yearFirst(time.toISOString());
}

function instantText(ms: number): string {
  const time = new Date(ms);
  if (Number.isNaN(time.getTime())) return `${withMinus(formatNumber(ms))} ms`;
  const [, clock = ''] = time.toISOString().split('T');
  const digits = ms % 60_000 === 0 ? 5 : ms % 1000 === 0 ? 8 : 12;
  return `${yearFirst(time.toISOString())} ${clock.slice(0, digits)}`;
}

/** The date of an ISO text; years beyond four digits keep their sign and digits. */
function yearFirst(iso: string): string {
  return iso.slice(0, iso.indexOf('T'));
}
