import type { FindOptions, RowWriter, TableName } from '@tend/lifecycle';
import { columnName, propertyName } from './column-name.ts';
import { condition } from './condition.ts';
import type { DatabaseHandle, Dialect } from './database.ts';
import { primaryKeys } from './primary-keys.ts';
import type { Scope } from './scope.ts';
import { type StoredValue, storedValue } from './stored-value.ts';

export type AnyRow = Readonly<Record<string, unknown>>;

/** Columns the adapter adds: the scope, and the order of writing. */
const hidden: ReadonlySet<string> = new Set(['org_id', 'project_id', 'write_seq']);

/** SQLite allows 32,766 parameters in one statement, PostgreSQL 65,535. */
const mostParameters = 30_000;

/** One table of one project: rows in camelCase outside, columns in snake_case inside. */
export function rowAccess(db: DatabaseHandle, dialect: Dialect, scope: Scope, name: TableName): RowWriter<AnyRow> {
  const table = columnName(name);
  const matching = (where: AnyRow) => condition(dialect, scope, name, where);

  const find = async (where: AnyRow, options: FindOptions<AnyRow> = {}): Promise<readonly AnyRow[]> => {
    const way = options.descending === true ? 'desc' : 'asc';
    let query = db.selectFrom(table).selectAll().where(matching(where));
    if (options.orderBy !== undefined) {
      // The dialects disagree on where null sorts; here it is below every value.
      query = query.orderBy(columnName(options.orderBy), (order) =>
        way === 'asc' ? order.asc().nullsFirst() : order.desc().nullsLast(),
      );
    }
    query = query.orderBy('write_seq', way);
    if (options.limit !== undefined) query = query.limit(options.limit);
    return (await query.execute()).map(decodeRow);
  };

  const insert = async (rows: readonly AnyRow[], isMissingOnly: boolean): Promise<void> => {
    const encoded = rows.map((row) => ({
      org_id: scope.orgId,
      project_id: scope.projectId,
      ...encodeRow(name, row),
    }));
    const width = Object.keys(encoded[0] ?? {}).length;
    const size = Math.max(1, Math.floor(mostParameters / Math.max(1, width)));
    for (let start = 0; start < encoded.length; start += size) {
      const query = db.insertInto(table).values(encoded.slice(start, start + size));
      const key = ['org_id', 'project_id', ...primaryKeys[name].map(columnName)];
      await (isMissingOnly ? query.onConflict((conflict) => conflict.columns(key).doNothing()) : query).execute();
    }
  };

  return {
    find,
    first: async (where, options) => (await find(where, { ...options, limit: 1 }))[0],
    count: async (where) => {
      const query = db.selectFrom(table).select((e) => e.fn.countAll().as('n'));
      return Number((await query.where(matching(where)).executeTakeFirstOrThrow()).n);
    },
    insert: (...rows) => insert(rows, false),
    insertMissing: (...rows) => insert(rows, true),
    update: async (where, set) => {
      const values = encodeRow(name, set);
      if (Object.keys(values).length === 0) throw new TypeError(`${name}: an update that sets nothing`);
      const query = db.updateTable(table).set(values).where(matching(where));
      return Number((await query.executeTakeFirst()).numUpdatedRows);
    },
    remove: async (where) => {
      const query = db.deleteFrom(table).where(matching(where));
      return Number((await query.executeTakeFirst()).numDeletedRows);
    },
  };
}

function encodeRow(table: string, row: AnyRow): Record<string, StoredValue> {
  return Object.fromEntries(
    Object.entries(row).map(([property, value]) => [columnName(property), storedValue(table, property, value)]),
  );
}

function decodeRow(stored: AnyRow): AnyRow {
  const row: Record<string, unknown> = {};
  for (const [column, value] of Object.entries(stored)) {
    if (!hidden.has(column)) row[propertyName(column)] = value;
  }
  return row;
}
