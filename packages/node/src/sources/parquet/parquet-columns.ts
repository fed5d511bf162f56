import type { DuckDBConnection } from '@duckdb/node-api';
import type { TypedColumn } from '../converted-file.ts';

/** A column of a Parquet file on its way into delimited text. */
export interface ParquetColumn {
  readonly name: string;
  /** SQL of its cell. */
  readonly sql: string;
  readonly typed: TypedColumn | undefined;
}

/** An SQL string literal. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** An SQL identifier. */
export function sqlName(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

/**
 * How the columns of a file are written and read, by their types there: integers as integers where all are within 2^53,
 * decimals as numbers where all have at most 15 digits, both as text otherwise; float and double as numbers (NaN is
 * missing); timestamps as instants to the millisecond; bytes as hexadecimal text; nested values as JSON text.
 */
export async function parquetColumns(
  connection: DuckDBConnection,
  file: string,
): Promise<{ readonly columns: readonly ParquetColumn[]; readonly warnings: readonly string[] }> {
  const described = await connection.runAndReadAll(`describe select * from ${file}`);
  const types = described.getRowsJS().map((row) => [String(row[0]), String(row[1])] as const);
  const checks = types.flatMap(([name, type]) => checkSql(sqlName(name), type) ?? []);
  const facts = checks.length === 0 ? [] : await firstRow(connection, `select ${checks.join(', ')} from ${file}`);
  const columns: ParquetColumn[] = [];
  const warnings: string[] = [];
  let fact = 0;
  for (const [name, type] of types) {
    const found = checkSql(sqlName(name), type) === undefined ? 0 : Number(facts[fact++] ?? 0);
    columns.push(columnOf(name, type, found));
    if (isTimestamp(type) && found > 0)
      warnings.push(`${name} has ${found.toLocaleString('en-US')} times finer than a millisecond, which are cut to it`);
  }
  return { columns, warnings };
}

async function firstRow(connection: DuckDBConnection, sql: string): Promise<readonly unknown[]> {
  return (await connection.runAndReadAll(sql)).getRowsJS()[0] ?? [];
}

/** SQL of the count of values that the natural kind of a column would not hold exactly; undefined where it always does. */
function checkSql(cell: string, type: string): string | undefined {
  const wide = /^(BIGINT|UBIGINT|HUGEINT|UHUGEINT)$/.test(type) || /^DECIMAL\(\d+,0\)$/.test(type);
  if (wide) return `count(*) filter (${cell} not between -9007199254740991 and 9007199254740991)::integer`;
  const [, precision, scale] = /^DECIMAL\((\d+),(\d+)\)$/.exec(type) ?? [];
  if (Number(precision) > 15) {
    const bound = `${'9'.repeat(Math.max(0, 15 - Number(scale))) || '0'}.${'9'.repeat(Math.min(15, Number(scale)))}`;
    return `count(*) filter (abs(${cell}) > ${bound}::${type})::integer`;
  }
  if (type === 'TIMESTAMP' || type === 'TIMESTAMP WITH TIME ZONE')
    return `count(*) filter (isfinite(${cell}) and epoch_us(${cell}) % 1000 <> 0)::integer`;
  if (type === 'TIMESTAMP_NS') return `count(*) filter (epoch_ns(${cell}) % 1000000 <> 0)::integer`;
  return undefined;
}

function isTimestamp(type: string): boolean {
  return type.startsWith('TIMESTAMP');
}

/** `misfits` is what `checkSql` counted. */
function columnOf(name: string, type: string, misfits: number): ParquetColumn {
  const cell = sqlName(name);
  const as = (kind: TypedColumn['reading']['kind'], sql = cell, because = `${type} in the file`): ParquetColumn => ({
    name,
    sql,
    typed: { reading: { kind }, reason: because },
  });
  if (/^U?(TINYINT|SMALLINT|INTEGER)$/.test(type)) return as('integer');
  if (/^(BIGINT|UBIGINT|HUGEINT|UHUGEINT)$/.test(type) || /^DECIMAL\(\d+,0\)$/.test(type))
    return misfits === 0
      ? as('integer')
      : as('text', cell, `${type} in the file, ${misfits.toLocaleString('en-US')} of them beyond 2^53`);
  if (type.startsWith('DECIMAL'))
    return misfits === 0
      ? as('number')
      : as('text', cell, `${type} in the file, ${misfits.toLocaleString('en-US')} of them with more than 15 digits`);
  if (type === 'FLOAT' || type === 'DOUBLE')
    return as('number', `case when not isnan(${cell}) then ${cell}::double end`);
  if (type === 'BOOLEAN') return as('boolean');
  if (type === 'DATE') return as('date');
  if (isTimestamp(type)) return as('instant', instantSql(cell, type));
  if (type === 'BLOB') return as('text', `lower(hex(${cell}))`, 'bytes in the file, as hexadecimal text');
  if (/[[\]]$/.test(type) || /^(STRUCT|MAP|UNION)\(/.test(type))
    return as('text', `to_json(${cell})::varchar`, 'nested in the file, kept as JSON');
  return as('text', `${cell}::varchar`, type === 'VARCHAR' ? 'text in the file' : undefined);
}

/** ISO 8601 in UTC; a time without a zone is taken as UTC. Infinite times stay as DuckDB names them, and misfit. */
function instantSql(cell: string, type: string): string {
  const civil = type === 'TIMESTAMP WITH TIME ZONE' ? `timezone('UTC', ${cell})` : `${cell}::timestamp`;
  return `case when isfinite(${civil}) and year(${civil}) between 0 and 9999
    then strftime(${civil}, '%Y-%m-%dT%H:%M:%S.%gZ') else ${cell}::varchar end`;
}
