import type { Column, ColumnSchema, NumericColumn, NumericKind, Schema, Table, TextColumn } from './table.ts';

/** A table of these columns; RangeError where lengths differ or two columns share a name. */
export function tableOf(columns: readonly Column[]): Table {
  const first = columns[0];
  const rowCount = first === undefined ? 0 : lengthOf(first);
  const names = new Set<string>();
  for (const column of columns) {
    if (lengthOf(column) !== rowCount)
      throw new RangeError(`column "${column.name}" has ${lengthOf(column)} rows, "${first?.name}" has ${rowCount}`);
    if (names.has(column.name)) throw new RangeError(`two columns are named "${column.name}"`);
    names.add(column.name);
  }
  return { rowCount, columns };
}

/** A text column of these strings, null for missing, coded in order of first appearance. */
export function textColumn(name: string, values: readonly (string | null)[]): TextColumn {
  const codes = new Int32Array(values.length);
  const seen = new Map<string, number>();
  for (const [row, value] of values.entries()) {
    if (value === null) {
      codes[row] = -1;
      continue;
    }
    const code = seen.get(value) ?? seen.size;
    if (code === seen.size) seen.set(value, code);
    codes[row] = code;
  }
  return { kind: 'text', name, codes, dictionary: [...seen.keys()] };
}

/** A numeric column of these values, null for missing; dates as days, instants as epoch milliseconds, booleans 0 or 1. */
export function numericColumn(
  name: string,
  kind: NumericKind,
  values: Float64Array | readonly (number | null)[],
): NumericColumn {
  if (values instanceof Float64Array) return { kind, name, values };
  return { kind, name, values: Float64Array.from(values, (value) => value ?? Number.NaN) };
}

/** The column of this name; RangeError where the table has none. */
export function columnOf(table: Table, name: string): Column {
  const found = table.columns.find((column) => column.name === name);
  if (found === undefined) throw new RangeError(`the table has no column "${name}"`);
  return found;
}

export function hasColumn(table: Table, name: string): boolean {
  return table.columns.some((column) => column.name === name);
}

/** Names and kinds of the columns, in order. */
export function schemaOf(table: Table): Schema {
  return table.columns.map(({ name, kind }): ColumnSchema => ({ name, kind }));
}

/** The table of these columns in this order; RangeError for a name the table does not have. */
export function pickColumns(table: Table, names: readonly string[]): Table {
  return { rowCount: table.rowCount, columns: names.map((name) => columnOf(table, name)) };
}

function lengthOf(column: Column): number {
  return column.kind === 'text' ? column.codes.length : column.values.length;
}
