import { DatabaseSync, type SQLOutputValue, type StatementSync } from 'node:sqlite';
import { Problem } from '@tend/protocol';
import type { ConvertedFile } from '../converted-file.ts';
import type { FoundFile } from '../files/find-files.ts';
import type { ReadLimits } from '../read-limits.ts';
import { unreadable } from '../source-problem.ts';
import { openTextWriter, type TextWriter } from '../text-writer.ts';
import { typedColumns, type ValueKind } from '../value-kinds.ts';
import { orderWarnings } from './has-order.ts';

/**
 * Writes the rows of a query of an SQLite file as delimited text. The file is opened for reading only and stepped row by
 * row; integers stay exact. TND-1201 for a file that is none, a query that fails or gives no columns, and for a cell of
 * bytes.
 */
export async function querySqlite(
  { name, path }: FoundFile,
  query: string,
  textPath: string,
  limits: ReadLimits,
): Promise<ConvertedFile> {
  const database = openDatabase(name, path);
  try {
    const { statement, columns } = prepare(name, database, query);
    const kinds = new Map(columns.map((column) => [column, new Set<ValueKind>()]));
    const writer = await openTextWriter(name, textPath, columns, limits);
    let rowCount = 0;
    try {
      rowCount = await writeRows(name, { statement, columns, kinds, writer });
    } finally {
      await writer.close();
    }
    return {
      name,
      path: textPath,
      rowCount,
      columns: typedColumns(kinds),
      warnings: orderWarnings(`the query of ${name}`, query),
    };
  } catch (error) {
    throw error instanceof Problem ? error : failed(name, error);
  } finally {
    database.close();
  }
}

function openDatabase(name: string, path: string): DatabaseSync {
  try {
    return new DatabaseSync(path, { readOnly: true });
  } catch (error) {
    throw failed(name, error);
  }
}

function prepare(
  name: string,
  database: DatabaseSync,
  query: string,
): { readonly statement: StatementSync; readonly columns: readonly string[] } {
  const statement = database.prepare(query);
  // SQLite prepares the first statement and leaves the rest of the text alone, without a word.
  const rest = query.trimStart().slice(statement.sourceSQL.trim().length).trim();
  if (rest !== '') throw oneQuery(name, `more text after it: ${rest.slice(0, 60)}`);
  const columns = statement.columns().map((column) => column.name);
  if (columns.length === 0) throw oneQuery(name, 'a statement that gives no rows');
  statement.setReadBigInts(true);
  statement.setReturnArrays(true);
  return { statement, columns };
}

interface Rows {
  readonly statement: StatementSync;
  readonly columns: readonly string[];
  readonly kinds: ReadonlyMap<string, Set<ValueKind>>;
  readonly writer: TextWriter;
}

async function writeRows(name: string, { statement, columns, kinds, writer }: Rows): Promise<number> {
  const kindsInOrder = columns.map((column) => kinds.get(column));
  let rowCount = 0;
  // With setReturnArrays each row is an array, which the types of Node do not say.
  for (const row of statement.iterate() as Iterable<unknown> as Iterable<readonly SQLOutputValue[]>) {
    rowCount++;
    const cells = row.map((value, i) => {
      const kind = kindOf(value);
      if (kind === undefined) throw bytesIn(name, columns[i] ?? '', rowCount);
      kindsInOrder[i]?.add(kind);
      return value === null ? null : String(value);
    });
    await writer.write(cells);
  }
  return rowCount;
}

/** Undefined for bytes. */
function kindOf(value: SQLOutputValue): ValueKind | undefined {
  switch (typeof value) {
    case 'bigint':
      return Number.isSafeInteger(Number(value)) ? 'integer' : 'large number';
    case 'number':
      return 'number';
    case 'string':
      return 'text';
  }
  return value === null ? 'missing' : undefined;
}

function bytesIn(name: string, column: string, row: number): Problem {
  return unreadable(name, {
    message: `row ${row.toLocaleString('en-US')} of the query of ${name} has bytes in column "${column}"`,
    expected: 'numbers and texts',
    came: 'a BLOB',
    next: [`select hex("${column}") in its place, or leave the column out of the query`],
    facts: { column, row },
  });
}

function oneQuery(name: string, came: string): Problem {
  return unreadable(name, {
    message: `the query of ${name} is not one query`,
    expected: 'one select',
    came,
    next: ['correct query below data.source'],
  });
}

function failed(name: string, error: unknown): Problem {
  const came = error instanceof Error ? error.message : String(error);
  const isOther = /not a database/i.test(came);
  return unreadable(name, {
    message: isOther ? `${name} is not an SQLite file` : `the query of ${name} fails: ${came}`,
    expected: isOther ? 'an SQLite 3 file' : 'a query that runs',
    came,
    next: [isOther ? 'check sqlite below data.source' : 'correct query below data.source; try it in the sqlite3 shell'],
  });
}
