import { parseDate, parseInstant } from '@tend/table';

/** A date or instant in ISO 8601 as columns hold it: days, or milliseconds, since 1970-01-01 UTC. RangeError for another text. */
export function timeValueOf(text: string, kind: 'date' | 'instant'): number {
  const value = kind === 'date' ? parseDate(text) : parseInstant(text);
  if (value === undefined || Number.isNaN(value)) throw new RangeError(`expected a ${kind} in ISO 8601, came ${text}`);
  return value;
}
