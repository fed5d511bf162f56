import { parseDate, parseInstant } from './calendar.ts';
import { kindNouns } from './column-kinds.ts';
import { numericColumn, textColumn } from './columns.ts';
import type { Cell, Column, ColumnKind, ColumnSchema, Row, Schema, Table } from './table.ts';

/** One cell of JSON rows that does not fit the schema. Rows count from 0. */
export interface CellIssue {
  readonly row: number;
  readonly column: string;
  readonly expected: string;
  readonly came: string;
}

/**
 * A table with exactly these columns from JSON rows, null for missing. Strict: an absent key, an unknown key and a
 * wrong type are issues, in order of row, and such a cell is missing in the table. Integers pass as numbers.
 */
export function tableFromRows(
  schema: Schema,
  rows: readonly Row[],
): { readonly table: Table; readonly issues: readonly CellIssue[] } {
  const issues: CellIssue[] = [];
  const known = new Set(schema.map(({ name }) => name));
  for (const [index, row] of rows.entries())
    for (const key of Object.keys(row))
      if (!known.has(key))
        issues.push({ row: index, column: key, expected: 'only columns of the schema', came: `a column "${key}"` });
  const columns = schema.map((column) => readColumn(column, rows, issues));
  const positions = new Map(schema.map(({ name }, position) => [name, position]));
  issues.sort((a, b) => a.row - b.row || (positions.get(a.column) ?? -1) - (positions.get(b.column) ?? -1));
  return { table: { rowCount: rows.length, columns }, issues };
}

function readColumn({ name, kind }: ColumnSchema, rows: readonly Row[], issues: CellIssue[]): Column {
  const values: (number | string | null)[] = [];
  for (const [index, row] of rows.entries()) {
    const cell = Object.hasOwn(row, name) ? row[name] : undefined;
    const value = cell === undefined ? undefined : storedValue(kind, cell);
    if (value === undefined)
      issues.push({ row: index, column: name, expected: `${kindNouns[kind]} or null`, came: describe(cell) });
    values.push(value ?? null);
  }
  return kind === 'text'
    ? textColumn(name, values as (string | null)[])
    : numericColumn(name, kind, values as (number | null)[]);
}

/** The stored form of a JSON cell (dates as days, booleans 0 or 1), null for missing, undefined where it misfits. */
export function storedValue(kind: ColumnKind, cell: Cell): number | string | null | undefined {
  if (cell === null) return null;
  switch (kind) {
    case 'text':
      return typeof cell === 'string' && cell.isWellFormed() ? cell : undefined;
    case 'boolean':
      return typeof cell === 'boolean' ? Number(cell) : undefined;
    case 'number':
      return typeof cell === 'number' && Number.isFinite(cell) ? cell : undefined;
    case 'integer':
      return Number.isSafeInteger(cell) ? (cell as number) : undefined;
    case 'date':
      return typeof cell === 'string' ? parseDate(cell) : undefined;
    case 'instant':
      return typeof cell === 'string' ? parseInstant(cell) : undefined;
  }
}

function describe(cell: unknown): string {
  if (cell === undefined) return 'nothing under this name';
  if (typeof cell === 'string') return cell.length > 40 ? `the text "${cell.slice(0, 37)}..."` : `the text "${cell}"`;
  if (typeof cell === 'number' || typeof cell === 'boolean') return String(cell);
  return Array.isArray(cell) ? 'a list' : 'an object';
}
