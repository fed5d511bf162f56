import { type Column, type StoredTable, takeRows } from '@tend/table';

/** The table of these rows of a stored table, in this order; each column is cut when it is loaded. */
export function keepRows(stored: StoredTable, rows: Int32Array): StoredTable {
  return {
    rowCount: rows.length,
    schema: stored.schema,
    column: async (name) => takeFrom(await stored.column(name), stored.rowCount, rows),
  };
}

function takeFrom(column: Column, rowCount: number, rows: Int32Array): Column {
  const [taken = column] = takeRows({ rowCount, columns: [column] }, rows).columns;
  return taken;
}
