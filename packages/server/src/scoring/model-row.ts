import type { LoggedPrediction } from '@tend/lifecycle';
import { Problem } from '@tend/protocol';

/** The columns of a request that a model sees, and its time column: what is scored and logged, and nothing else. */
export type ModelRow = LoggedPrediction['row'];
export type Cell = ModelRow[string];

/** Row `index` (from 0) of a request, out of a JSON object: other columns are left out, absent ones stay absent. */
export function pickRow(record: Readonly<Record<string, unknown>>, wanted: readonly string[], index: number): ModelRow {
  const row: Record<string, Cell> = {};
  // A column may be called `constructor`: only what the object has of its own counts.
  for (const column of wanted) if (Object.hasOwn(record, column)) row[column] = cellOf(record[column], column, index);
  return row;
}

/** The value as a cell; TND-1009 for a list or an object. */
export function cellOf(value: unknown, column: string, index: number): Cell {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  throw badCell(index, column, 'a single value', value);
}

/** TND-1009 naming row (from 1), column, what was expected and the kind of what came: never the value itself. */
export function badCell(index: number, column: string, expected: string, value: unknown, others: number = 0): Problem {
  const state = value === undefined ? 'is missing' : 'is not valid';
  const more = others === 0 ? '' : ` (and ${others} more of its columns)`;
  return new Problem('TND-1009', {
    message: `column ${column} of row ${index + 1} ${state}${more}`,
    expected,
    came: kindOf(value),
    facts: { row: index + 1, column },
  });
}

/** What kind of JSON value it is, in words that tell nothing else about it. */
export function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'boolean') return 'true or false';
  if (typeof value !== 'number') return Array.isArray(value) ? 'a list' : 'an object';
  if (!Number.isInteger(value)) return 'a number with a fraction';
  return Number.isSafeInteger(value) ? 'a whole number' : 'a number beyond 2^53';
}

/** Whether it is a JSON object, neither list nor null. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
