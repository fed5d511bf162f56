import { createWriteStream } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Problem } from '@tend/protocol';
import { Client, type QueryConfig } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { type ConvertedFile, missingMark } from '../converted-file.ts';
import type { ReadLimits } from '../read-limits.ts';
import { beyondLimit, unreachable, unreadable } from '../source-problem.ts';
import { orderWarnings } from './has-order.ts';
import { type PostgresColumn, postgresColumns } from './postgres-columns.ts';

export interface PostgresQuery {
  /** The environment variable that holds the address. */
  readonly variable: string;
  readonly query: string;
}

/**
 * Writes the rows of a PostgreSQL query as delimited text: COPY, streamed, in a read-only transaction. No message names the
 * address. TND-1004 where the database cannot be reached, TND-1201 for a query that fails.
 */
export async function queryPostgres(
  { variable, query }: PostgresQuery,
  environment: NodeJS.ProcessEnv,
  textPath: string,
  limits: ReadLimits,
): Promise<ConvertedFile> {
  const name = `the query of ${variable}`;
  const client = await connect(name, variable, environment);
  try {
    await client.query('begin transaction isolation level repeatable read read only');
    await client.query(`
      set local statement_timeout = ${Math.ceil(limits.durationMs)};
      set local timezone = 'UTC';
      set local datestyle = 'ISO, YMD';
      set local extra_float_digits = 1`);
    const columns = await describe(name, client, query);
    const rowCount = await copyRows(name, client, { query, columns, textPath, limits });
    await client.query('rollback');
    const typed = columns.flatMap(({ name, typed }) => (typed === undefined ? [] : [[name, typed] as const]));
    return {
      name,
      path: textPath,
      rowCount,
      columns: Object.fromEntries(typed),
      warnings: orderWarnings(name, query),
    };
  } catch (error) {
    throw error instanceof Problem ? error : failed(name, variable, error);
  } finally {
    await client.end().catch(() => {});
  }
}

async function connect(name: string, variable: string, environment: NodeJS.ProcessEnv): Promise<Client> {
  const address = environment[variable];
  if (address === undefined || address === '')
    throw unreachable(name, `the environment variable ${variable} is not set`, {
      expected: `the address of a PostgreSQL database in ${variable}`,
      next: [`set it where you start tend: ${variable}=postgres://user:password@host/database`],
    });
  try {
    const client = new Client({ connectionString: address, connectionTimeoutMillis: 10_000 });
    // A connection that breaks later rejects the query that runs; without a listener it would end the process.
    client.on('error', () => {});
    await client.connect();
    return client;
  } catch (error) {
    throw notConnected(name, variable, error);
  }
}

/** The columns of the query, which PostgreSQL has then parsed as one statement on its own. */
async function describe(name: string, client: Client, query: string): Promise<readonly PostgresColumn[]> {
  // The extended protocol takes one statement only: no text can end the query and begin something else.
  const declare: QueryConfig & { queryMode: string } = {
    text: `declare tend_rows no scroll cursor for ${query}`,
    queryMode: 'extended',
  };
  await client.query(declare);
  const { fields } = await client.query('fetch 0 from tend_rows');
  await client.query('close tend_rows');
  const names = fields.map((field) => field.name);
  const twice = names.find((column, i) => names.indexOf(column) < i);
  if (names.length === 0 || twice !== undefined)
    throw unreadable(name, {
      message: `${name} gives ${twice === undefined ? 'no columns' : `two columns "${twice}"`}`,
      expected: 'columns with names of their own',
      came: twice === undefined ? 'none' : `"${twice}" twice`,
      next: ['name the columns with "as" in the query'],
    });
  const categories = await client.query<{ id: number; category: string }>({
    text: 'select oid::int8::float8 as id, typcategory::text as category from pg_catalog.pg_type where oid = any($1)',
    values: [fields.map((field) => field.dataTypeID)],
  });
  const categoryOf = new Map(categories.rows.map(({ id, category }) => [id, category]));
  return postgresColumns(
    name,
    fields.map((field) => ({
      name: field.name,
      typeId: field.dataTypeID,
      category: categoryOf.get(field.dataTypeID) ?? 'U',
    })),
  );
}

interface Copy {
  readonly query: string;
  readonly columns: readonly PostgresColumn[];
  readonly textPath: string;
  readonly limits: ReadLimits;
}

async function copyRows(name: string, client: Client, { query, columns, textPath, limits }: Copy): Promise<number> {
  const cells = columns.map(({ name, sql }) => `${sql} as ${client.escapeIdentifier(name)}`).join(', ');
  // The line feed ends a comment with which the query may end.
  const rows = client.query(
    copyTo(`copy (select ${cells} from (${query.replace(/[;\s]+$/, '')}\n) as tend_query) to stdout
      (format csv, header true, null ${client.escapeLiteral(missingMark)}, encoding 'UTF8')`),
  );
  let writtenBytes = 0;
  const counted = new Transform({
    transform: (block: Uint8Array, _encoding, done) => {
      writtenBytes += block.length;
      if (writtenBytes > limits.totalBytes) done(beyondLimit(name, 'totalBytes', limits));
      else done(null, block);
    },
  });
  await pipeline(rows, counted, createWriteStream(textPath, { flags: 'wx', mode: 0o600 }));
  return rows.rowCount;
}

function notConnected(name: string, variable: string, error: unknown): Problem {
  // A malformed address stands in the error that it causes, so only what is known to hold none is said.
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const isFromServer = /^[0-9A-Z]{5}$/.test(code) && error instanceof Error;
  const came = isFromServer ? error.message : (connectionFaults[code] ?? 'no connection can be made');
  return unreachable(name, came, {
    expected: 'a PostgreSQL server that lets this user in',
    next: [`check the address in ${variable}, and that the server runs`],
  });
}

const connectionFaults: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens at that address',
  ENOTFOUND: 'there is no host of that name',
  ETIMEDOUT: 'the server does not answer',
  EHOSTUNREACH: 'there is no way to that host',
  ERR_INVALID_URL: 'the address is not valid',
};

function failed(name: string, variable: string, error: unknown): Problem {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!/^[0-9A-Z]{5}$/.test(code) || /^(08|57P)/.test(code))
    return unreachable(name, 'the connection broke off', {
      expected: 'rows to the last',
      next: [`check that the server of ${variable} runs, then try again`],
    });
  const came = error instanceof Error ? error.message : 'an error';
  return unreadable(name, {
    message: `${name} fails: ${came}`,
    expected: 'a query that runs in a read-only transaction',
    came: `${came} (SQLSTATE ${code})`,
    next: ['correct query below data.source; try it in psql'],
  });
}
