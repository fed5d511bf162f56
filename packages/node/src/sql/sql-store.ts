import { AsyncLocalStorage } from 'node:async_hooks';
import type { RowWriter, Store, TableName, Tables, Transaction } from '@tend/lifecycle';
import type { Kysely, Transaction as KyselyTransaction } from 'kysely';
import type { Database, Dialect } from './database.ts';
import { databaseProblem, isRetryable } from './database-problem.ts';
import { type AnyRow, rowAccess } from './row-access.ts';
import type { Scope } from './scope.ts';
import { scrubDatabase } from './scrub-database.ts';

export interface SqlStoreOptions {
  readonly db: Kysely<Database>;
  readonly dialect: Dialect;
  readonly scope: Scope;
  /** Names the database within this process: a transaction inside a transaction on the same one would wait for itself. */
  readonly identity: string;
}

/** The databases on which the current asynchronous call chain holds a transaction. */
const held = new AsyncLocalStorage<ReadonlySet<string>>();

/** How often a PostgreSQL transaction that lost against others is run again, with up to 250 ms between two attempts. */
const mostAttempts = 30;

/** The Store port over any Kysely database that has our tables. */
export function sqlStore({ db, dialect, scope, identity }: SqlStoreOptions): Store {
  const alone = <T>(use: () => Promise<T>): Promise<T> => {
    const outer = held.getStore();
    if (outer?.has(identity)) throw new Error('a transaction was opened inside a transaction on the same database');
    return held.run(new Set([...(outer ?? []), identity]), use);
  };

  const attempt = async <T>(use: (transaction: Transaction) => Promise<T>, isReadOnly: boolean): Promise<T> => {
    const begin = db.transaction().setAccessMode(isReadOnly ? 'read only' : 'read write');
    const isolated =
      dialect === 'sqlite' ? begin : begin.setIsolationLevel(isReadOnly ? 'repeatable read' : 'serializable');
    return isolated.execute((trx) => runGuarded(trx, dialect, scope, use));
  };

  const run = async <T>(use: (transaction: Transaction) => Promise<T>, isReadOnly: boolean): Promise<T> => {
    try {
      for (let count = 1; ; count++) {
        try {
          return await alone(() => attempt(use, isReadOnly));
        } catch (error) {
          if (!isRetryable(error) || count === mostAttempts) throw error;
          await pause(Math.random() * Math.min(250, 2 ** count));
        }
      }
    } catch (error) {
      throw databaseProblem(error);
    }
  };

  return {
    dialect,
    read: (use) => run(use, true),
    write: (use) => run(use, false),
    scrub: async () => {
      try {
        await scrubDatabase(db, dialect);
      } catch (error) {
        throw databaseProblem(error);
      }
    },
    close: () => db.destroy(),
  };
}

/**
 * Runs `use` with a transaction that ends with it. A statement that failed fails the whole transaction even where `use`
 * caught the error: PostgreSQL would do so anyway, and SQLite would commit the rest.
 */
async function runGuarded<T>(
  trx: KyselyTransaction<Database>,
  dialect: Dialect,
  scope: Scope,
  use: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  let isOpen = true;
  const failures: unknown[] = [];
  const guarded = <R>(work: () => Promise<R>): Promise<R> => {
    if (!isOpen) throw new Error('a transaction was used after it had ended');
    return work().catch((error: unknown) => {
      failures.push(error);
      throw error;
    });
  };
  const transaction: Transaction = {
    from<N extends TableName>(table: N): RowWriter<Tables[N]> {
      const rows = rowAccess(trx, dialect, scope, table);
      const access: RowWriter<AnyRow> = {
        find: (where, options) => guarded(() => rows.find(where, options)),
        first: (where, options) => guarded(() => rows.first(where, options)),
        count: (where) => guarded(() => rows.count(where)),
        insert: (...added) => guarded(() => rows.insert(...added)),
        insertMissing: (...added) => guarded(() => rows.insertMissing(...added)),
        update: (where, set) => guarded(() => rows.update(where, set)),
        remove: (where) => guarded(() => rows.remove(where)),
      };
      return access as unknown as RowWriter<Tables[N]>;
    },
  };
  try {
    const result = await use(transaction);
    if (failures.length > 0) throw failures[0];
    return result;
  } catch (error) {
    // A caller may have turned a lost race into an error of its own; it is run again all the same.
    throw failures.find(isRetryable) ?? error;
  } finally {
    isOpen = false;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
