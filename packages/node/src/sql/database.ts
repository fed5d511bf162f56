import type { Kysely, Transaction } from 'kysely';

/** Tables and columns are named at run time from the `Tables` contract, so Kysely sees plain records. */
export type Database = Record<string, Record<string, unknown>>;

export type DatabaseHandle = Kysely<Database> | Transaction<Database>;

export type Dialect = 'sqlite' | 'postgres';
