import type { Table } from '@tend/table';

/** Whether these rows are all of the table, in its order. */
export function isEveryRow(rows: Int32Array, { rowCount }: Table): boolean {
  if (rows.length !== rowCount) return false;
  for (let i = 0; i < rows.length; i++) if (rows[i] !== i) return false;
  return true;
}
