import type { Table } from '@tend/table';
import type { ReadOptions } from './delimited-source.ts';
import { duckdbTables } from './duckdb-tables.ts';

/**
 * A file of delimited text with a header as a table: the kinds of its columns are proposed from all of its rows, then it is
 * read strictly. Fails as `duckdbTables` does.
 */
export async function readCsv(path: string, options: Partial<ReadOptions> = {}): Promise<Table> {
  const source = duckdbTables();
  const wanted = { missing: {}, ...options };
  const { schema } = await source.propose(path, wanted);
  const { table } = await source.read(path, schema, wanted);
  return table;
}
