import { type ColumnDefinitionBuilder, type CreateTableBuilder, type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database, Dialect } from '../database.ts';

/** text, a whole number, a double, a flag (0 or 1), each with `?` where null is allowed; or the allowed texts. */
export type ColumnKind = 'text' | 'text?' | 'whole' | 'whole?' | 'real' | 'flag' | readonly string[];

export interface TableDefinition {
  readonly columns: Readonly<Record<string, ColumnKind>>;
  /** Unique within a project; foreign keys point at it. */
  readonly key: readonly string[];
  /** Further unique columns within a project. */
  readonly unique?: readonly (readonly string[])[];
  /** Columns here -> table and columns there, always within the project. */
  readonly references?: readonly (readonly [from: readonly string[], table: string, to: readonly string[]])[];
  readonly indexes?: readonly (readonly string[])[];
}

const scope = ['org_id', 'project_id'];

/**
 * Creates a table as both dialects understand it: every constraint and index starts with organisation and project, and
 * `write_seq`, the order of writing, is the primary key, because SQLite counts up only an integer primary key.
 */
export async function createTable(
  db: Kysely<Database>,
  dialect: Dialect,
  name: string,
  definition: TableDefinition,
): Promise<void> {
  let table: CreateTableBuilder<string, string> = db.schema
    .createTable(name)
    .addColumn('write_seq', dialect === 'sqlite' ? 'integer' : 'bigint', (column) =>
      dialect === 'sqlite' ? column.primaryKey().autoIncrement() : column.primaryKey().generatedAlwaysAsIdentity(),
    );
  for (const column of scope) table = table.addColumn(column, textType(dialect), notNull);
  for (const [column, kind] of Object.entries(definition.columns)) {
    const isNullable = typeof kind === 'string' && kind.endsWith('?');
    table = table.addColumn(column, columnType(dialect, kind), (c) => (isNullable ? c : c.notNull()));
    const check = columnCheck(column, kind);
    if (check) table = table.addCheckConstraint(`${name}_${column}_check`, check);
  }
  for (const columns of [definition.key, ...(definition.unique ?? [])]) {
    table = table.addUniqueConstraint(`${name}_${columns.join('_')}_key`, scoped(columns));
  }
  for (const [from, target, to] of definition.references ?? []) {
    const constraint = `${name}_${from.join('_')}_fkey`;
    table = table.addForeignKeyConstraint(constraint, scoped(from), target, scoped(to));
  }
  await table.execute();
  for (const columns of definition.indexes ?? []) {
    const index = db.schema.createIndex(`${name}_${columns.join('_')}_index`).on(name);
    await index.columns(scoped(columns)).execute();
  }
}

/**
 * Adds columns to a table that has rows. One that takes no null starts with 0 or the empty text in the rows that are there.
 */
export async function addColumns(
  db: Kysely<Database>,
  dialect: Dialect,
  table: string,
  columns: Readonly<Record<string, 'text' | 'text?' | 'whole' | 'whole?'>>,
): Promise<void> {
  for (const [column, kind] of Object.entries(columns)) {
    const check = columnCheck(column, kind);
    const first = kind.startsWith('whole') ? 0 : '';
    await db.schema
      .alterTable(table)
      .addColumn(column, columnType(dialect, kind), (c) => {
        const checked = check ? c.check(check) : c;
        return kind.endsWith('?') ? checked : checked.notNull().defaultTo(first);
      })
      .execute();
  }
}

const notNull = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.notNull();

const scoped = (columns: readonly string[]): string[] => [...scope, ...columns];

/** PostgreSQL sorts text by the database's locale unless told; SQLite sorts by bytes. */
function textType(dialect: Dialect): RawBuilder<unknown> {
  return dialect === 'postgres' ? sql`text collate "C"` : sql`text`;
}

function columnType(dialect: Dialect, kind: ColumnKind): RawBuilder<unknown> {
  if (kind === 'real') return sql`double precision`;
  return kind === 'whole' || kind === 'whole?' || kind === 'flag' ? sql`bigint` : textType(dialect);
}

function columnCheck(column: string, kind: ColumnKind): RawBuilder<boolean> | undefined {
  const ref = sql.ref(column);
  if (kind === 'flag') return sql<boolean>`${ref} in (0, 1)`;
  // SQLite would take 1.5 or a word in a column of whole numbers.
  if (kind === 'whole' || kind === 'whole?') return sql<boolean>`${ref} = cast(${ref} as bigint)`;
  if (typeof kind === 'string') return undefined;
  return sql<boolean>`${ref} in (${sql.join(kind.map((allowed) => sql.lit(allowed)))})`;
}
