import { type RawBuilder, sql } from 'kysely';
import { columnName } from './column-name.ts';
import type { Dialect } from './database.ts';
import type { Scope } from './scope.ts';
import { type StoredValue, storedValue } from './stored-value.ts';

/**
 * One project's rows of a table that equal `where`: null means `is null`, an array means one of its members (none: no
 * row). A key whose value is undefined is a bug and throws, because leaving it out would widen the condition.
 */
export function condition(
  dialect: Dialect,
  scope: Scope,
  table: string,
  where: Readonly<Record<string, unknown>>,
): RawBuilder<boolean> {
  const parts = [sql`org_id = ${scope.orgId}`, sql`project_id = ${scope.projectId}`];
  for (const [property, asked] of Object.entries(where)) {
    const column = sql.ref(columnName(property));
    if (!Array.isArray(asked)) {
      const value = storedValue(table, property, asked);
      parts.push(value === null ? sql`${column} is null` : sql`${column} = ${value}`);
      continue;
    }
    const values = asked.map((member: unknown) => storedValue(table, property, member));
    const present = values.filter((value) => value !== null);
    const among = membership(dialect, column, present);
    parts.push(present.length < values.length ? sql`(${among} or ${column} is null)` : among);
  }
  return sql<boolean>`${sql.join(parts, sql` and `)}`;
}

/** One parameter for the whole list: SQLite allows 32,766 parameters a statement, and a list can be longer. */
function membership(
  dialect: Dialect,
  column: RawBuilder<unknown>,
  values: readonly StoredValue[],
): RawBuilder<unknown> {
  if (dialect === 'postgres') return sql`${column} = any(${values})`;
  return sql`${column} in (select value from json_each(${JSON.stringify(values)}))`;
}
