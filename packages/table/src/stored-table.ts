import { columnOf, schemaOf } from './columns.ts';
import type { Column, Schema, Table } from './table.ts';

/** A table that need not be in memory: its columns are loaded one at a time, when they are asked for. */
export interface StoredTable {
  readonly rowCount: number;
  readonly schema: Schema;
  /** The column of this name, loaded anew at each call. RangeError for a name the table does not have. */
  column(name: string): Promise<Column>;
}

/** A table in memory, seen as one that is stored. */
export function storedInMemory(table: Table): StoredTable {
  return { rowCount: table.rowCount, schema: schemaOf(table), column: async (name) => columnOf(table, name) };
}

/** These columns of a stored table in memory, all of them unless named. RangeError for a name it does not have. */
export async function loadColumns(stored: StoredTable, names?: readonly string[]): Promise<Table> {
  const columns: Column[] = [];
  for (const name of names ?? stored.schema.map((column) => column.name)) columns.push(await stored.column(name));
  return { rowCount: stored.rowCount, columns };
}
