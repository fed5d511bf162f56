import { realpathSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Store } from '@tend/lifecycle';
import { Kysely } from 'kysely';
import { fileProblem } from '../../files/file-problem.ts';
import type { Database } from '../database.ts';
import { databaseProblem } from '../database-problem.ts';
import { migrate } from '../migrate.ts';
import type { Scope } from '../scope.ts';
import { sqlStore } from '../sql-store.ts';
import { processLock } from './process-lock.ts';
import { sqliteDialect } from './sqlite-dialect.ts';
import { openSqliteFile, type SqliteFile } from './sqlite-executor.ts';
import { openSqliteThread } from './thread-executor.ts';

export interface SqliteStoreOptions {
  /** Runs SQL in a thread of its own: for servers. A short command is faster without. */
  readonly thread?: boolean;
  /** How long to wait for another process that writes; 5,000 ms unless told. */
  readonly busyTimeoutMs?: number;
}

/**
 * Opens one project's part of a SQLite file, creates and migrates it where needed. Any number of processes may do so at
 * once. TND-1004, TND-4002, TND-4003, TND-4004, TND-4007.
 */
export async function openSqliteStore(path: string, scope: Scope, options: SqliteStoreOptions = {}): Promise<Store> {
  const file: SqliteFile = { path: resolve(path), busyTimeoutMs: options.busyTimeoutMs ?? 5000 };
  try {
    await mkdir(dirname(file.path), { recursive: true });
  } catch (error) {
    throw fileProblem(error, dirname(file.path));
  }
  try {
    const executor = options.thread === true ? await openSqliteThread(file) : openSqliteFile(file);
    const identity = realpathSync(file.path);
    const db = new Kysely<Database>({ dialect: sqliteDialect(executor, processLock(identity)) });
    try {
      await migrate(db, 'sqlite');
    } catch (error) {
      await db.destroy();
      throw error;
    }
    return sqlStore({ db, dialect: 'sqlite', scope, identity });
  } catch (error) {
    throw databaseProblem(error);
  }
}
