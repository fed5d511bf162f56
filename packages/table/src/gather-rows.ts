import type { Column } from './table.ts';
import { inOrderOfAppearance } from './take-rows.ts';

/** The cells of these rows in this order, missing where a row is -1: a column of as many rows as were asked for. */
export function gatherRows(column: Column, rows: Int32Array): Column {
  if (column.kind === 'text') {
    const codes = rows.map((row) => (row < 0 ? -1 : (column.codes[row] ?? -1)));
    return { ...column, ...inOrderOfAppearance(codes, column.dictionary) };
  }
  const values = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) values[i] = column.values[rows[i] as number] ?? Number.NaN;
  return { ...column, values };
}
