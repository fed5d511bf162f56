import type { Store } from '@tend/lifecycle';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { Pool, types } from 'pg';
import type { Database } from '../database.ts';
import { databaseProblem } from '../database-problem.ts';
import { migrate } from '../migrate.ts';
import type { Scope } from '../scope.ts';
import { sqlStore } from '../sql-store.ts';

/** PostgreSQL's object id of bigint, which pg gives as text unless told. Ids are text here, so no number passes 2^53. */
const bigint = 20;

/** Opens one project's part of a PostgreSQL database and migrates it where needed. TND-1004, TND-4004. */
export async function openPostgresStore(url: string, scope: Scope): Promise<Store> {
  const pool = new Pool({
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    types: { getTypeParser: (id, format) => (id === bigint ? Number : types.getTypeParser(id, format)) },
  });
  // A connection that breaks while idle is replaced at the next use; without a listener it would end the process.
  pool.on('error', () => {});
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  try {
    const { rows } = await sql<{ schema: string }>`select current_schema() as schema`.execute(db);
    await migrate(db, 'postgres', rows[0]?.schema);
  } catch (error) {
    await db.destroy();
    throw databaseProblem(error);
  }
  return sqlStore({ db, dialect: 'postgres', scope, identity: url });
}
