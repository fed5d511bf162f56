import type { NumericKind } from '../table.ts';
import { countText, shownText } from './count-text.ts';
import { hasLeadingZero, isBeyondExact } from './parse-number.ts';

/** Why a text of a column whose other values are of a kind keeps it from being of that kind, for a reason. */
export function whyMisfit(kind: NumericKind, text: string, line: number): string {
  return `${cause(kind, text)} in line ${countText(line)}`;
}

function cause(kind: NumericKind, text: string): string {
  const shown = shownText(text);
  if (kind === 'integer' || kind === 'number') {
    if (hasLeadingZero(text)) return `a number would lose the leading zero of ${shown}`;
    if (isBeyondExact(text)) return `a number would round ${shown}`;
    return `${shown} is not a number`;
  }
  if (kind === 'boolean') return `${shown} is not true or false`;
  return `${shown} is not a ${kind === 'date' ? 'date' : 'date with a time'}`;
}
