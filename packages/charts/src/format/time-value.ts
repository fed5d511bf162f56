import { dayMs } from './format-value.ts';

/**
 * A date or instant in ISO 8601 as the number that drawings take: days, or milliseconds, since 1970-01-01 UTC. RangeError
 * where the text is neither.
 */
export function timeValue(text: string, kind: 'date' | 'instant'): number {
  const ms = Date.parse(kind === 'date' ? `${text}T00:00:00Z` : text);
  if (Number.isNaN(ms)) throw new RangeError(`expected a ${kind} in ISO 8601, came ${text}`);
  return kind === 'date' ? Math.round(ms / dayMs) : ms;
}
