import type { TableName, Tables } from './tables.ts';

/** Equal to a value, or one of several. Absent keys do not restrict. */
export type Where<R> = { readonly [K in keyof R]?: R[K] | readonly R[K][] };

export interface FindOptions<R> {
  /** Default: the order of writing. */
  readonly orderBy?: keyof R & string;
  readonly descending?: boolean;
  readonly limit?: number;
}

/** Reads of one table within one project. */
export interface RowReader<R> {
  find(where: Where<R>, options?: FindOptions<R>): Promise<readonly R[]>;
  first(where: Where<R>, options?: FindOptions<R>): Promise<R | undefined>;
  count(where: Where<R>): Promise<number>;
}

export interface RowWriter<R> extends RowReader<R> {
  insert(...rows: readonly R[]): Promise<void>;
  /** Inserts what is not there yet (by primary key) and leaves the rest as it is. */
  insertMissing(...rows: readonly R[]): Promise<void>;
  /** Gives the number of rows changed. */
  update(where: Where<R>, set: Partial<R>): Promise<number>;
  remove(where: Where<R>): Promise<number>;
}

export interface Reader {
  from<T extends TableName>(table: T): RowReader<Tables[T]>;
}

/** Everything written here becomes visible together or not at all. Awaits nothing but SQL. */
export interface Transaction {
  from<T extends TableName>(table: T): RowWriter<Tables[T]>;
}

/**
 * One project's part of a database. `write` is durable when it resolves. Failures of the database that a person can
 * mend arrive as a Problem: TND-4002 full disk, TND-4003 locked too long, TND-4005 refused by a constraint or trigger.
 */
export interface Store {
  readonly dialect: 'sqlite' | 'postgres';
  read<T>(use: (reader: Reader) => Promise<T>): Promise<T>;
  write<T>(use: (transaction: Transaction) => Promise<T>): Promise<T>;
  /**
   * Writes the database's files anew, so that nothing of rows that were removed or replaced is left in them; for a while
   * nobody else can write. TND-4003 where others keep it from happening.
   */
  scrub(): Promise<void>;
  close(): Promise<void>;
}
