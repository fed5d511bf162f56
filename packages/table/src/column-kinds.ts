import { firstDay, firstInstant, lastDay, lastInstant } from './calendar.ts';
import type { ColumnKind, NumericKind } from './table.ts';

/** What a cell of each kind is called in messages. */
export const kindNouns: Readonly<Record<ColumnKind, string>> = {
  number: 'a number',
  integer: 'an integer',
  boolean: 'true or false',
  date: 'a date like 2001-03-05',
  instant: 'an instant like 2001-03-05T14:30:00Z',
  text: 'text',
};

/** Whether a column of this kind may hold the number; NaN is the missing value and belongs to every kind. */
export function isInDomain(kind: NumericKind, value: number): boolean {
  if (Number.isNaN(value)) return true;
  if (kind === 'number') return Number.isFinite(value);
  if (kind === 'boolean') return value === 0 || value === 1;
  if (kind === 'date') return Number.isInteger(value) && value >= firstDay && value <= lastDay;
  if (kind === 'instant') return Number.isInteger(value) && value >= firstInstant && value <= lastInstant;
  return Number.isSafeInteger(value);
}
