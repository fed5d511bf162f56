import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';

export interface Sandbox {
  readonly connection: DuckDBConnection;
  /** The file's path as an SQL string. */
  readonly fileSql: string;
  close(): Promise<void>;
}

/**
 * A DuckDB in memory that can read one file and nothing else: no network, no extensions, no spilling, two threads, and
 * the settings locked.
 */
export async function openSandbox(absolutePath: string): Promise<Sandbox> {
  // DuckDB expands *, ? and [ in a path, and its patterns have no escape that its own allow-list accepts.
  const copy = /[*?[]/.test(absolutePath) ? join(await mkdtemp(join(tmpdir(), 'tend-read-')), 'data.csv') : undefined;
  const removeCopy = async () => {
    if (copy !== undefined) await rm(join(copy, '..'), { recursive: true, force: true });
  };
  try {
    if (copy !== undefined) await copyFile(absolutePath, copy);
    const instance = await DuckDBInstance.create(':memory:', {
      threads: '2',
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      allow_persistent_secrets: 'false',
    });
    const connection = await instance.connect();
    const fileSql = sqlText(copy ?? absolutePath);
    await connection.run(`
      set allowed_paths = [${fileSql}];
      set temp_directory = '';
      set enable_external_access = false;
      set lock_configuration = true;`);
    return {
      connection,
      fileSql,
      close: async () => {
        connection.closeSync();
        instance.closeSync();
        await removeCopy();
      },
    };
  } catch (error) {
    await removeCopy();
    throw error;
  }
}

/** An SQL string literal. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
