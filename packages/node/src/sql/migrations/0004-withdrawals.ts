import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Database, Dialect } from '../database.ts';
import { createTable } from './create-table.ts';

/** Withdrawn persons, and the tombstones of what was erased: evidence, whose rows the database lets nobody change. */
export function withdrawalTables(dialect: Dialect): Migration {
  return {
    up: async (db: Kysely<Database>) => {
      await createTable(db, dialect, 'withdrawal', {
        columns: {
          id: 'text',
          key_digest: 'text',
          number_digest: 'text?',
          secret_id: 'text',
          person: 'text',
          reason: 'text',
          at: 'whole',
          ended_at: 'whole?',
        },
        key: ['id'],
        unique: [['key_digest']],
      });
      await createTable(db, dialect, 'tombstone', {
        columns: {
          erased: 'text',
          kind: ['table', 'document', 'model', 'segment', 'unnamed'],
          stand_in: 'text?',
          erased_count: 'whole',
          withdrawal_id: 'text',
          record_digest: 'text',
          at: 'whole',
        },
        key: ['erased'],
        references: [
          [['withdrawal_id'], 'withdrawal', ['id']],
          [['record_digest'], 'record', ['digest']],
        ],
      });
      for (const on of ['update', 'delete']) await sql.raw(refusal(dialect, on)).execute(db);
      if (dialect === 'postgres')
        await sql
          .raw(`create trigger tombstone_no_truncate before truncate on tombstone
            for each statement execute function tend_refuse('rows of tombstone never change: truncate refused')`)
          .execute(db);
    },
  };
}

function refusal(dialect: Dialect, on: string): string {
  const message = `rows of tombstone never change: ${on} refused`;
  if (dialect === 'sqlite')
    return `create trigger tombstone_no_${on} before ${on} on tombstone begin select raise(abort, '${message}'); end`;
  return `create trigger tombstone_no_${on} before ${on} on tombstone
    for each row execute function tend_refuse('${message}')`;
}
