import type { NumericColumn } from '@tend/table';

/** The values of a column in these rows, in their order. */
export function valuesAt(column: NumericColumn, rows: Int32Array): Float64Array {
  const values = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) values[i] = column.values[rows[i] ?? -1] ?? Number.NaN;
  return values;
}
