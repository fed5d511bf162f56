import { formatInstant, parseDate, parseInstant } from '@tend/table';

const dayMs = 86_400_000;

/** Epoch milliseconds as ISO 8601 UTC with seconds: `2026-11-20T09:14:22Z`. */
export function isoInstant(ms: number): string {
  return formatInstant(Math.floor(ms / 1000) * 1000).replace(/\.000Z$/, 'Z');
}

/** Epoch milliseconds of a day (its midnight UTC) or an instant in ISO 8601. RangeError for anything else. */
export function instantOf(text: string): number {
  const days = parseDate(text);
  const instant = days === undefined ? parseInstant(text) : days * dayMs;
  if (instant === undefined) throw new RangeError(`${text} is neither a day nor an instant`);
  return instant;
}
