import type { Column, Table } from './table.ts';

/**
 * The table of these rows in this order, rows counted from 0, repetition allowed. Dictionaries are coded anew, so that
 * they hold no value that the taken rows lack. RangeError for a row outside the table.
 */
export function takeRows(table: Table, rows: Int32Array): Table {
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    if (row < 0 || row >= table.rowCount) throw new RangeError(`row ${row} of a table with ${table.rowCount} rows`);
  }
  return { rowCount: rows.length, columns: table.columns.map((column) => takeFrom(column, rows)) };
}

function takeFrom(column: Column, rows: Int32Array): Column {
  if (column.kind !== 'text') {
    const values = new Float64Array(rows.length);
    for (let i = 0; i < rows.length; i++) values[i] = column.values[rows[i] ?? 0] ?? Number.NaN;
    return { ...column, values };
  }
  const codes = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) codes[i] = column.codes[rows[i] ?? 0] ?? -1;
  return { ...column, ...inOrderOfAppearance(codes, column.dictionary) };
}

/** The same strings under codes in order of first appearance, without unused entries; equal strings get one code. */
export function inOrderOfAppearance(
  codes: Int32Array,
  dictionary: readonly string[],
): { readonly codes: Int32Array; readonly dictionary: readonly string[] } {
  const codeOf = new Int32Array(dictionary.length).fill(-1);
  const seen = new Map<string, number>();
  const renamed = new Int32Array(codes.length);
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] ?? -1;
    if (code < 0) {
      renamed[i] = -1;
      continue;
    }
    let next = codeOf[code] ?? -1;
    if (next < 0) {
      const value = dictionary[code];
      if (value === undefined) throw new RangeError(`code ${code} of a dictionary with ${dictionary.length} entries`);
      next = seen.get(value) ?? seen.size;
      seen.set(value, next);
      codeOf[code] = next;
    }
    renamed[i] = next;
  }
  return { codes: renamed, dictionary: [...seen.keys()] };
}
