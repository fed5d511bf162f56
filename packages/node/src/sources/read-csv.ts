import { loadColumns, type Table } from '@tend/table';
import { openSources } from './open-sources.ts';

/**
 * A file of delimited text with a header as a table in memory: the kinds of its columns are found out from all of its rows.
 * `missing` lists spellings of a missing value by column, "*" for the others. TND-1004 where it cannot be read, TND-1201 with
 * file, line, expected and came for what is no table.
 */
export async function readCsv(
  path: string,
  options: { readonly missing?: Readonly<Record<string, readonly string[]>> } = {},
): Promise<Table> {
  const keepsNothing = { putTable: async () => '' };
  const reading = await openSources('.', keepsNothing).read({
    source: { path, format: 'delimited' },
    columns: {},
    missing: options.missing ?? {},
    maxRejected: 0,
  });
  try {
    return await loadColumns(reading.table);
  } finally {
    await reading.close();
  }
}
