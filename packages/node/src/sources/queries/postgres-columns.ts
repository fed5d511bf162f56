import type { Problem } from '@tend/protocol';
import type { ColumnKind } from '@tend/table';
import { escapeIdentifier } from 'pg';
import type { TypedColumn } from '../converted-file.ts';
import { unreadable } from '../source-problem.ts';

/** A column of a query on its way into delimited text. */
export interface PostgresColumn {
  readonly name: string;
  /** SQL of its cell. */
  readonly sql: string;
  readonly typed: TypedColumn | undefined;
}

export interface DescribedColumn {
  readonly name: string;
  /** Its object id in pg_type. */
  readonly typeId: number;
  /** typcategory in pg_type: A is an array, C a composite type. */
  readonly category: string;
}

/** Object ids of pg_type.dat, which never change. */
const byte = 17;
const record = 2249;
const plainKinds: ReadonlyMap<number, readonly [type: string, kind: ColumnKind]> = new Map([
  [21, ['smallint', 'integer']],
  [23, ['integer', 'integer']],
  [25, ['text', 'text']],
  [1042, ['char', 'text']],
  [1043, ['varchar', 'text']],
  [2950, ['uuid', 'text']],
  [1082, ['date', 'date']],
]);

/**
 * How the columns of a query are written and read, by their types. Values of bigint and numeric say by their cells whether a
 * number holds them exactly. TND-1201 for bytea.
 */
export function postgresColumns(query: string, described: readonly DescribedColumn[]): readonly PostgresColumn[] {
  return described.map((column) => {
    if (column.typeId === byte) throw bytesIn(query, column.name);
    return columnOf(column);
  });
}

function columnOf({ name, typeId, category }: DescribedColumn): PostgresColumn {
  const cell = escapeIdentifier(name);
  const as = (type: string, kind: ColumnKind, sql: string): PostgresColumn => ({
    name,
    sql,
    typed: { reading: { kind }, reason: `${type} in the database` },
  });
  const plain = plainKinds.get(typeId);
  if (plain !== undefined) return as(plain[0], plain[1], cell);
  switch (typeId) {
    case 16:
      return as('boolean', 'boolean', `case when ${cell} then 'true' when not ${cell} then 'false' end`);
    case 20:
    case 1700:
      return { name, sql: `nullif(${cell}::text, 'NaN')`, typed: undefined };
    case 700:
      return as('real', 'number', `nullif(${cell}::float8, 'NaN')`);
    case 701:
      return as('double precision', 'number', `nullif(${cell}, 'NaN')`);
    case 1114:
      return as('timestamp', 'instant', instantSql(cell, cell));
    case 1184:
      return as('timestamptz', 'instant', instantSql(cell, `(${cell} at time zone 'UTC')`));
  }
  if (category === 'A' || category === 'C' || typeId === record) return as('nested', 'text', `to_json(${cell})::text`);
  return as('a type of its own', 'text', `${cell}::text`);
}

/** ISO 8601 in UTC to the millisecond; what no such text can hold stays as PostgreSQL writes it, and misfits. */
function instantSql(cell: string, civil: string): string {
  const isPlain = `isfinite(${cell}) and ${civil} >= '0001-01-01' and ${civil} < '10000-01-01'`;
  return `case when ${isPlain} then to_char(${civil}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') else ${cell}::text end`;
}

function bytesIn(query: string, column: string): Problem {
  return unreadable(query, {
    message: `${query} has bytes in column "${column}"`,
    expected: 'numbers, texts and times',
    came: 'bytea',
    next: [`select encode("${column}", 'hex') in its place, or leave the column out of the query`],
    facts: { column },
  });
}
