import { Problem } from '@tend/protocol';
import type { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import type { Database, Dialect } from './database.ts';
import { migrations } from './migrations/migrations.ts';

const migrationTable = 'tend_migration';

/**
 * Brings a database to the tables of this program. Any number of processes may do so at once. A database that has seen a
 * migration this program does not know is left as it is (TND-4004).
 *
 * @param schema PostgreSQL's current schema; other programs may keep migrations of theirs in other schemas.
 */
export async function migrate(db: Kysely<Database>, dialect: Dialect, schema?: string): Promise<void> {
  const known = migrations(dialect);
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(known) },
    migrationTableName: migrationTable,
    migrationLockTableName: `${migrationTable}_lock`,
    ...(schema !== undefined && { migrationTableSchema: schema }),
  });
  const state = await migrator.getMigrations();
  if (state.some((migration) => migration.executedAt !== undefined)) await refuseNewer(db, Object.keys(known));
  if (state.every((migration) => migration.executedAt !== undefined)) return;
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  // Kysely reports an unknown migration as corruption; another process may have applied one since the first look.
  await refuseNewer(db, Object.keys(known)).catch((newer: unknown) => {
    throw newer instanceof Problem ? newer : error;
  });
  throw error;
}

async function refuseNewer(db: Kysely<Database>, known: readonly string[]): Promise<void> {
  const applied = await db.selectFrom(migrationTable).select('name').orderBy('name').execute();
  const unknown = applied.map((row) => String(row.name)).filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  throw new Problem('TND-4004', {
    message: `this workspace was opened by a newer program: it has the migration ${unknown.at(-1)}`,
    expected: `migrations up to ${known.at(-1)}`,
    came: unknown.join(', '),
    next: ['use the newer program that opened it'],
  });
}
