import {
  CompiledQuery,
  type DatabaseConnection,
  type DatabaseIntrospector,
  type Dialect,
  type Driver,
  type Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type TransactionSettings,
} from 'kysely';
import type { ProcessLock } from './process-lock.ts';
import type { SqliteExecutor } from './sqlite-executor.ts';

/** Kysely's SQLite over one connection of ours, in process or in a thread. */
export function sqliteDialect(executor: SqliteExecutor, lock: ProcessLock): Dialect {
  return {
    createAdapter: () => new TransactionalAdapter(),
    createDriver: () => sqliteDriver(executor, lock),
    createIntrospector: (db: Kysely<unknown>): DatabaseIntrospector => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

/** With the stock adapter migrations run outside a transaction, and of several first starts at once some fail. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

function sqliteDriver(executor: SqliteExecutor, lock: ProcessLock): Driver {
  const connection: DatabaseConnection = {
    executeQuery: async <R>({ sql, parameters }: CompiledQuery) => {
      const { rows, changes } = await executor.execute(sql, parameters);
      return { rows: rows as R[], ...(changes !== undefined && { numAffectedRows: BigInt(changes) }) };
    },
    streamQuery: () => {
      throw new Error('the store does not stream: read with a limit, or use the data engine');
    },
  };
  const run = async (sql: string): Promise<void> => {
    await connection.executeQuery(CompiledQuery.raw(sql));
  };
  return {
    init: async () => {},
    acquireConnection: async () => {
      await lock.acquire();
      return connection;
    },
    releaseConnection: async () => lock.release(),
    // A plain begin takes the write lock at the first write, and of two that have read before one must fail.
    beginTransaction: (_connection: DatabaseConnection, { accessMode }: TransactionSettings) =>
      run(accessMode === 'read only' ? 'begin deferred' : 'begin immediate'),
    commitTransaction: () => run('commit'),
    rollbackTransaction: async () => {
      try {
        await run('rollback');
      } catch (error) {
        // A full disk makes SQLite roll back by itself; the first error is the one to report.
        if (!String(error).includes('no transaction is active')) throw error;
      }
    },
    destroy: () => executor.close(),
  };
}
