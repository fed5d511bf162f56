import { formatDate, formatInstant } from './calendar.ts';
import type { Cell, Column, Row, Table } from './table.ts';

export function isMissing(column: Column, row: number): boolean {
  if (column.kind === 'text') return (column.codes[row] ?? -1) < 0;
  return Number.isNaN(column.values[row] ?? Number.NaN);
}

/** The cell as JSON carries it; null for a missing value and for a row the column does not have. */
export function cellAt(column: Column, row: number): Cell {
  if (column.kind === 'text') return column.dictionary[column.codes[row] ?? -1] ?? null;
  const value = column.values[row];
  if (value === undefined || Number.isNaN(value)) return null;
  if (column.kind === 'boolean') return value !== 0;
  if (column.kind === 'date') return formatDate(value);
  return column.kind === 'instant' ? formatInstant(value) : value;
}

/** One row as JSON carries it, with every column of the table; RangeError for a row outside it. */
export function rowAt(table: Table, row: number): Row {
  if (row < 0 || row >= table.rowCount) throw new RangeError(`row ${row} of a table with ${table.rowCount} rows`);
  // fromEntries defines properties: a column named __proto__ stays a column.
  return Object.fromEntries(table.columns.map((column) => [column.name, cellAt(column, row)]));
}
