import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Database, Dialect } from '../database.ts';
import { promotionComplaint } from './promotion-complaint.ts';

interface Refusal {
  readonly table: string;
  readonly on: 'update' | 'delete';
  /** Refuses only where this holds for `old` and `new`. */
  readonly when?: string;
  readonly message: string;
}

/** Evidence: its rows never change. A verdict or rejection that could be deleted would let the gate forget it. */
const immutable = [
  'record',
  'record_input',
  'version',
  'verdict',
  'criterion_result',
  'waiver',
  'promotion',
  'audit_entry',
];

const fixedOfApproval = [
  'org_id',
  'project_id',
  'id',
  'version_digest',
  'verdict_id',
  'person',
  'decision',
  'reason',
  'is_separate',
  'record_digest',
  'at',
];

const refusals: readonly Refusal[] = [
  ...immutable.flatMap((table): Refusal[] => [
    { table, on: 'update', message: `rows of ${table} never change: update refused` },
    { table, on: 'delete', message: `rows of ${table} never change: delete refused` },
  ]),
  { table: 'approval', on: 'delete', message: 'rows of approval are voided, never removed: delete refused' },
  {
    table: 'approval',
    on: 'update',
    when: [
      'old.voided_at is not null',
      'new.voided_at is null',
      ...fixedOfApproval.map((column) => `new.${column} <> old.${column}`),
    ].join(' or '),
    message: 'an approval can only be voided, once: update refused',
  },
];

/** Makes the database itself refuse what no route may do: change evidence, or promote without verdict and approval. */
export function firstTriggers(dialect: Dialect): Migration {
  return {
    up: async (db: Kysely<Database>) => {
      const statements = dialect === 'sqlite' ? sqliteTriggers() : postgresTriggers();
      for (const statement of statements) await sql.raw(statement).execute(db);
    },
  };
}

/** RAISE takes an expression, not only a literal, from SQLite 3.47 on; Node 22.18 brings 3.50. */
function sqliteTriggers(): string[] {
  return [
    ...refusals.map(({ table, on, when, message }) => {
      const condition = when === undefined ? '' : `when ${when}`;
      return `create trigger ${table}_no_${on} before ${on} on ${table} ${condition}
        begin select raise(abort, '${message}'); end`;
    }),
    `create trigger promotion_gate before insert on promotion begin
      select raise(abort, complaint) from (select ${promotionComplaint('sqlite')} as complaint) as gate where complaint is not null;
    end`,
  ];
}

function postgresTriggers(): string[] {
  const tables = [...new Set(refusals.map((refusal) => refusal.table))];
  return [
    `create function tend_refuse() returns trigger language plpgsql as $$ begin
      raise exception using errcode = 'integrity_constraint_violation', message = tg_argv[0];
    end $$`,
    ...refusals.map(({ table, on, when, message }) => {
      const condition = when === undefined ? '' : `when (${when})`;
      return `create trigger ${table}_no_${on} before ${on} on ${table}
        for each row ${condition} execute function tend_refuse('${message}')`;
    }),
    ...tables.map(
      (table) => `create trigger ${table}_no_truncate before truncate on ${table}
        for each statement execute function tend_refuse('rows of ${table} never change: truncate refused')`,
    ),
    `create function tend_promotion_gate() returns trigger language plpgsql as $$
    declare complaint text;
    begin
      complaint := ${promotionComplaint('postgres')};
      if complaint is not null then
        raise exception using errcode = 'integrity_constraint_violation', message = complaint;
      end if;
      return new;
    end $$`,
    `create trigger promotion_gate before insert on promotion
      for each row execute function tend_promotion_gate()`,
  ];
}
