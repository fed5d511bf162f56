import { Problem } from '@tend/protocol';
import { CompiledQuery, type Kysely } from 'kysely';
import type { Database, Dialect } from './database.ts';

/** The tables whose rows a withdrawal changes or removes; all others only ever grow. */
const changedTables = ['finding', 'finding_event', 'alarm', 'label'];

/**
 * Leaves no byte of removed or replaced rows in the files of a database. SQLite: every page is written anew and the
 * write-ahead log emptied. PostgreSQL: the tables are written anew; its own write-ahead log and backups are the matter of
 * whoever runs the server. TND-4003 where another process reads or writes meanwhile.
 */
export async function scrubDatabase(db: Kysely<Database>, dialect: Dialect): Promise<void> {
  if (dialect === 'postgres') {
    for (const table of changedTables) await db.executeQuery(CompiledQuery.raw(`vacuum full ${table}`));
    return;
  }
  await db.executeQuery(CompiledQuery.raw('vacuum'));
  const { rows } = await db.executeQuery<{ busy: number }>(CompiledQuery.raw('pragma wal_checkpoint(truncate)'));
  if (rows[0]?.busy === 0) return;
  throw new Problem('TND-4003', {
    message: 'another process reads the database, so its log cannot be emptied now',
    expected: 'the database to itself for a moment',
    next: ['stop what else uses this project and run the command again'],
  });
}
