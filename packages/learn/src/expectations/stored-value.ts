import { type Column, kindNouns, parseDate, parseInstant } from '@tend/table';
import type { Scalar } from './expectation.ts';
import { InvalidExpectation } from './invalid-expectation.ts';

/**
 * The value as the column stores it: text as it is, numbers, dates as days, instants as milliseconds, truth values as 1
 * and 0. Undefined where no value of such a column can be it.
 */
export function storedValue(column: Column, value: Scalar): number | string | undefined {
  if (column.kind === 'text') return typeof value === 'string' ? value : undefined;
  if (column.kind === 'boolean') return typeof value === 'boolean' ? Number(value) : undefined;
  if (typeof value === 'number') return column.kind === 'number' || column.kind === 'integer' ? value : undefined;
  if (typeof value !== 'string') return undefined;
  const day = parseDate(value);
  if (column.kind === 'date') return day;
  if (column.kind !== 'instant') return undefined;
  return day === undefined ? parseInstant(value) : day * 86_400_000;
}

/** A bound as the column stores it. InvalidExpectation where it cannot be compared with the column's values. */
export function storedBound(
  column: Column,
  argument: 'min_value' | 'max_value',
  value: Scalar | undefined,
): number | string | undefined {
  if (value === undefined) return undefined;
  const stored = storedValue(column, value);
  if (stored !== undefined) return stored;
  throw new InvalidExpectation(argument, `${kindNouns[column.kind]}, as column "${column.name}" holds`, show(value));
}

/** InvalidExpectation unless the column holds numbers, or times, which count as numbers. */
export function requireNumbers(column: Column): Exclude<Column, { kind: 'text' }> {
  if (column.kind !== 'text') return column;
  throw new InvalidExpectation('column', 'a column of numbers', `"${column.name}", a column of text`);
}

/** InvalidExpectation unless the column holds text. */
export function requireText(column: Column): Extract<Column, { kind: 'text' }> {
  if (column.kind === 'text') return column;
  throw new InvalidExpectation('column', 'a column of text', `"${column.name}", a column of type ${column.kind}`);
}

function show(value: Scalar): string {
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}
