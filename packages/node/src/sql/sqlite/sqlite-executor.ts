import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';

export interface SqliteResult {
  readonly rows: Record<string, unknown>[];
  /** Rows changed by a statement that gives no rows. */
  readonly changes?: number;
}

/** One SQLite connection, in this thread or in another. */
export interface SqliteExecutor {
  execute(sql: string, parameters: readonly unknown[]): Promise<SqliteResult>;
  close(): Promise<void>;
}

export interface SqliteFile {
  readonly path: string;
  /** How long to wait for another process that writes, in ms. The thread stands still meanwhile. */
  readonly busyTimeoutMs: number;
}

/** Statements are compiled once; a very long one (a bulk insert) is not worth keeping. */
const mostStatements = 500;
const longestStatement = 10_000;

interface Prepared {
  readonly statement: StatementSync;
  readonly givesRows: boolean;
}

/** Opens (and creates) the file in write-ahead mode, every commit synced, and executes in the calling thread. */
export function openSqliteFile(file: SqliteFile): SqliteExecutor {
  const db = openShared(file);
  const cache = new Map<string, Prepared>();
  const prepare = (sql: string): Prepared => {
    const hit = cache.get(sql);
    if (hit) return hit;
    const statement = db.prepare(sql);
    const prepared = { statement, givesRows: statement.columns().length > 0 };
    if (cache.size >= mostStatements) cache.clear();
    if (sql.length <= longestStatement) cache.set(sql, prepared);
    return prepared;
  };
  return {
    execute: async (sql, parameters) => {
      const { statement, givesRows } = prepare(sql);
      const values = parameters.map(bind);
      if (givesRows) return { rows: statement.all(...values) };
      return { rows: [], changes: Number(statement.run(...values).changes) };
    },
    close: async () => db.close(),
  };
}

/** https://sqlite.org/rescode.html */
const sqliteBusy = 5;
const sqliteIoErrShmSize = 4874;

/**
 * On a full disk the index of the write-ahead log finds no room for the file in which processes share it. Then this
 * process keeps it in its memory and the file to itself, so that what is stored can still be read.
 */
function openShared(file: SqliteFile): DatabaseSync {
  try {
    return open(file, 'normal');
  } catch (error) {
    if (errorCode(error) !== sqliteIoErrShmSize) throw error;
    return open(file, 'exclusive');
  }
}

function open({ path, busyTimeoutMs }: SqliteFile, lockingMode: 'normal' | 'exclusive'): DatabaseSync {
  const db = new DatabaseSync(path, { timeout: busyTimeoutMs });
  try {
    db.exec(`pragma locking_mode = ${lockingMode}`);
    enterWriteAheadMode(db, busyTimeoutMs);
    // Recursive triggers: without them INSERT OR REPLACE deletes a row without asking the trigger that refuses deletes.
    // Bytes of rows that are removed or replaced are overwritten.
    db.exec('pragma secure_delete = on');
    db.exec('pragma synchronous = full; pragma foreign_keys = on; pragma recursive_triggers = on');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/**
 * Switching a new file to write-ahead mode needs it alone for a moment, and SQLite does not apply its busy timeout there:
 * of several first starts at once some are told "busy" at once. The mode stays with the file.
 */
function enterWriteAheadMode(db: DatabaseSync, timeoutMs: number): void {
  const deadline = performance.now() + timeoutMs;
  const sleeper = new Int32Array(new SharedArrayBuffer(4));
  for (;;) {
    try {
      db.exec('pragma journal_mode = wal');
      return;
    } catch (error) {
      if ((errorCode(error) & 0xff) !== sqliteBusy || performance.now() > deadline) throw error;
      Atomics.wait(sleeper, 0, 0, 5);
    }
  }
}

function errorCode(error: unknown): number {
  return Number((error as { errcode?: unknown }).errcode);
}

/** node:sqlite takes an object in first place for named parameters, and stores null for what it holds. */
function bind(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'string' || typeof value === 'bigint') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new TypeError(`cannot bind a value of type ${typeof value} (${String(value)})`);
}
