import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { stat } from 'node:fs/promises';
import type { ColumnReading } from '@tend/table';
import { type ConvertedFile, missingMark } from '../converted-file.ts';
import { bomb } from '../files/gunzip.ts';
import type { FoundFile } from '../files/find-files.ts';
import { bombBytes, bombRatio, type ReadLimits } from '../read-limits.ts';
import { beyondLimit, unreadable } from '../source-problem.ts';

/** `PAR1` at both ends (Parquet file format). */
export function isParquet(start: Uint8Array): boolean {
  return Buffer.from(start.subarray(0, 4)).toString('latin1') === 'PAR1';
}

/**
 * Writes a Parquet file out as delimited text, in its order of rows. DuckDB reads it in a database that may touch these two
 * files and nothing else; it gives values, and no floating-point result of its own. TND-1201 where the file is damaged,
 * says one count of rows and holds another, or unpacks as only a bomb does.
 */
export async function convertParquet(
  { name, path }: FoundFile,
  copyPath: string,
  textPath: string,
  limits: ReadLimits,
): Promise<ConvertedFile> {
  // DuckDB expands *, ? and [ in a path, and its patterns have no escape that its own allow-list accepts.
  const readPath = /[*?[]/.test(path) ? copyPath : path;
  if (readPath !== path) await copyFile(path, readPath);
  const instance = await DuckDBInstance.create(':memory:', {
    threads: '2',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_persistent_secrets: 'false',
    memory_limit: `${Math.floor(limits.residentBytes / 2 ** 21)}MiB`,
  });
  try {
    const connection = await instance.connect();
    await connection.run(`
      set timezone = 'UTC';
      set allowed_paths = [${sqlText(readPath)}, ${sqlText(textPath)}];
      set temp_directory = '';
      set enable_external_access = false;
      set lock_configuration = true;`);
    const file = `read_parquet(${sqlText(readPath)})`;
    const declared = await declaredRows(connection, readPath);
    const packedBytes = (await stat(readPath)).size;
    checkSize(name, declared, packedBytes, limits);
    const columns = await columnsOf(connection, file);
    const cells = columns.map(({ column, sql }) => `${sql} as ${sqlName(column)}`).join(', ');
    await connection.run(`
      copy (select ${cells} from ${file}) to ${sqlText(textPath)}
      (format csv, header true, delimiter ',', quote '"', escape '"', nullstr ${sqlText(missingMark)})`);
    const rows = await firstRow(connection, `select count(*) from ${file}`);
    const rowCount = Number(rows[0]);
    if (rowCount !== declared) throw otherCount(name, declared, rowCount);
    const readings = columns.flatMap(({ column, reading }) => (reading === undefined ? [] : [[column, reading] as const]));
    return { name, path: textPath, rowCount, columns: Object.fromEntries(readings) };
  } catch (error) {
    throw isOwn(error) ? error : damaged(name, error);
  } finally {
    instance.closeSync();
  }
}
