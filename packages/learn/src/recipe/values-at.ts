import type { NumericColumn } from '@tend/table';

/** The values of a column in these rows, in their order. */
export function valuesAt({ values }: NumericColumn, rows: Int32Array): Float64Array {
  const taken = new Float64Array(rows.length);
  for (let i = 0; i < taken.length; i++) taken[i] = values[rows[i] as number] ?? Number.NaN;
  return taken;
}
