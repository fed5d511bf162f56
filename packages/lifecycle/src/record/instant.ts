import { formatInstant } from '@tend/table';

/** Epoch milliseconds as ISO 8601 UTC with seconds: `2026-11-20T09:14:22Z`. */
export function isoInstant(ms: number): string {
  return formatInstant(Math.floor(ms / 1000) * 1000).replace(/\.000Z$/, 'Z');
}
