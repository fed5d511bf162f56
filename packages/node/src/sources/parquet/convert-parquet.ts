import { copyFile, stat } from 'node:fs/promises';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { Problem } from '@tend/protocol';
import { type ConvertedFile, missingMark } from '../converted-file.ts';
import type { FoundFile } from '../files/find-files.ts';
import { bomb } from '../files/gunzip.ts';
import { bombRatio, type ReadLimits } from '../read-limits.ts';
import { beyondLimit, unreadable } from '../source-problem.ts';
import { parquetColumns, sqlName, sqlText } from './parquet-columns.ts';

const watchEveryMs = 100;

/** `PAR1`, at both ends (Parquet file format). */
export function isParquet(start: Uint8Array): boolean {
  return Buffer.from(start.subarray(0, 4)).toString('latin1') === 'PAR1';
}

/**
 * Writes a Parquet file out as delimited text, in its order of rows. DuckDB reads it in a database that may touch these
 * files and nothing else; it hands values on and computes none. TND-1201 where the file is damaged, holds another count of
 * rows than it says, or unpacks as only a bomb does.
 */
export async function convertParquet(
  { name, path }: FoundFile,
  textPath: string,
  limits: ReadLimits,
): Promise<ConvertedFile> {
  // DuckDB expands *, ? and [ in a path, and its patterns have no escape that its own allow-list accepts.
  const readPath = /[*?[]/.test(path) ? `${textPath}.parquet` : path;
  if (readPath !== path) await copyFile(path, readPath);
  const packedBytes = (await stat(readPath)).size;
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
    const [declared] = await firstRow(
      connection,
      `select sum(num_rows)::double from parquet_file_metadata(${sqlText(readPath)})`,
    );
    const { columns, warnings } = await parquetColumns(connection, file);
    const textBytes = Number(declared) * columns.length;
    if (textBytes > limits.totalBytes) throw beyondLimit(name, 'totalBytes', limits);
    if (isBomb(packedBytes, textBytes, limits)) throw bomb(name, { readBytes: packedBytes, writtenBytes: textBytes });
    const cells = columns.map((column) => `${column.sql} as ${sqlName(column.name)}`).join(', ');
    const copied = await watched(
      connection,
      `copy (select ${cells} from ${file}) to ${sqlText(textPath)}
       (format csv, header true, delimiter ',', quote '"', escape '"', nullstr ${sqlText(missingMark)})`,
      async () => {
        const writtenBytes = await stat(textPath).then(
          ({ size }) => size,
          () => 0,
        );
        if (writtenBytes > limits.totalBytes) throw beyondLimit(name, 'totalBytes', limits);
        if (isBomb(packedBytes, writtenBytes, limits)) throw bomb(name, { readBytes: packedBytes, writtenBytes });
      },
    );
    if (copied !== Number(declared)) throw otherCount(name, Number(declared), copied);
    return {
      name,
      path: textPath,
      rowCount: copied,
      columns: Object.fromEntries(columns.flatMap(({ name, typed }) => (typed === undefined ? [] : [[name, typed]]))),
      warnings: warnings.map((warning) => `${name}: ${warning}`),
    };
  } catch (error) {
    throw error instanceof Problem ? error : damaged(name, error);
  } finally {
    instance.closeSync();
  }
}

function isBomb(packedBytes: number, textBytes: number, { bombBytes }: ReadLimits): boolean {
  return textBytes > bombBytes && textBytes > bombRatio * packedBytes;
}

/** Runs a COPY, gives the count of its rows, and ends it where `check` throws meanwhile. */
async function watched(connection: DuckDBConnection, sql: string, check: () => Promise<void>): Promise<number> {
  let fault: unknown;
  const timer = setInterval(() => {
    check().catch((error: unknown) => {
      fault ??= error;
      connection.interrupt();
    });
  }, watchEveryMs);
  try {
    const [count] = await firstRow(connection, sql);
    await check();
    return Number(count);
  } catch (error) {
    throw fault ?? error;
  } finally {
    clearInterval(timer);
  }
}

async function firstRow(connection: DuckDBConnection, sql: string): Promise<readonly unknown[]> {
  const result = await connection.runAndReadAll(sql);
  return result.getRowsJS()[0] ?? [];
}

function otherCount(name: string, declared: number, came: number): Problem {
  return unreadable(name, {
    message: `${name} holds another count of rows than it says`,
    expected: `${declared.toLocaleString('en-US')} rows, as its footer says`,
    came: `${came.toLocaleString('en-US')} rows`,
    next: ['write the file again: it is damaged'],
  });
}

function damaged(name: string, error: unknown): Problem {
  const text = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  const isMemory = /out of memory/i.test(text);
  return unreadable(name, {
    message: isMemory ? `${name} needs more memory than it may have` : `${name} cannot be read as Parquet`,
    expected: isMemory ? 'pages of ordinary size' : 'a sound Parquet file',
    // DuckDB names the whole path of the file in its sentences.
    came: text.replaceAll(/(['"])[^'"]*[/\\][^'"]*\1/g, name),
    next: isMemory
      ? ['write it again with smaller row groups, or allow more in the environment variable TEND_READ_MEMORY_MIB']
      : ['fetch or write it again: it is damaged, or no Parquet'],
  });
}
