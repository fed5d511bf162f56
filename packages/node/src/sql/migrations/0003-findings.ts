import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Database, Dialect } from '../database.ts';
import { addColumns, createTable } from './create-table.ts';

/** Findings as tracked objects: what they are about, how bad, who closed them until when, and their history. */
export function findingsTables(dialect: Dialect): Migration {
  return {
    up: async (db: Kysely<Database>) => {
      await addColumns(db, dialect, 'finding', {
        kind: 'text',
        cause: 'text',
        failing: 'whole?',
        total: 'whole?',
        owner: 'text?',
        waived_until: 'whole?',
        reopened: 'whole',
        record_digest: 'text?',
        last_seen: 'whole',
      });
      await sql`update finding set last_seen = at`.execute(db);
      await createTable(db, dialect, 'finding_event', {
        columns: {
          finding_id: 'text',
          number: 'whole',
          event: ['seen', 'worse', 'reopened', 'expired', 'gone', 'settled', 'resolved', 'waived'],
          person: 'text?',
          reason: 'text?',
          failing: 'whole?',
          total: 'whole?',
          record_digest: 'text?',
          at: 'whole',
        },
        key: ['finding_id', 'number'],
        references: [[['finding_id'], 'finding', ['id']]],
      });
    },
  };
}
