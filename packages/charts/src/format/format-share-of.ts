import { formatShare } from '@tend/protocol/number-format';

/** A part of a whole as percent; "none" of a whole of nothing. */
export function formatShareOf(part: number, whole: number): string {
  return formatShare(whole > 0 ? part / whole : null);
}
