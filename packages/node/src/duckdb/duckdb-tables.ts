import { type Schema, tableOf } from '@tend/table';
import { type CheckedFile, checkShape } from './check-shape.ts';
import type { DelimitedSource, ProposedSchema, ReadOptions, ReadTable } from './delimited-source.ts';
import { inferKinds } from './infer-kinds.ts';
import { loadRaw } from './load-raw.ts';
import { openSandbox, type Sandbox } from './open-sandbox.ts';
import { readColumns } from './read-columns.ts';
import { dataProblem, readSourceFile } from './source-file.ts';

/**
 * Reads delimited text strictly: UTF-8, RFC 4180, a header line; a file is walked by our own scanner, which knows lines,
 * and read by DuckDB, which is fast, and both must count the same rows. TND-1004 where a file cannot be read, TND-1201
 * with file, line, expected and came for everything in it that is not a table of the declared columns. Relative paths
 * start at the folder.
 */
export function duckdbTables(folder = '.'): DelimitedSource {
  return {
    propose: (path, options) => propose(folder, path, options),
    read: (path, schema, options) => read(folder, path, schema, options),
  };
}

async function propose(folder: string, path: string, options: ReadOptions): Promise<ProposedSchema> {
  const file = checkShape(await readSourceFile(folder, path));
  const kinds = await withRaw(file, options, (sandbox) => inferKinds(sandbox, file));
  return {
    schema: file.names.map((name, i) => ({ name, kind: kinds[i]?.kind ?? 'text' })),
    reasons: Object.fromEntries(file.names.map((name, i) => [name, kinds[i]?.reason ?? ''])),
    delimiter: file.delimiter,
    rowCount: file.recordCount,
  };
}

async function read(folder: string, path: string, schema: Schema, options: ReadOptions): Promise<ReadTable> {
  const file = checkShape(await readSourceFile(folder, path));
  checkNames(file, schema);
  const columns = await withRaw(file, options, (sandbox) => readColumns(sandbox, file, schema));
  return { table: tableOf(columns), sizeBytes: file.sizeBytes, fileDigest: file.digest };
}

async function withRaw<T>(file: CheckedFile, options: ReadOptions, use: (sandbox: Sandbox) => Promise<T>): Promise<T> {
  const sandbox = await openSandbox(file.absolutePath);
  try {
    await loadRaw(sandbox, file, options);
    return await use(sandbox);
  } finally {
    await sandbox.close();
  }
}

/** The header must hold the declared columns, all of them and no other, in any order. */
function checkNames(file: CheckedFile, schema: Schema): void {
  const declared = schema.map(({ name }) => name);
  const absent = declared.filter((name) => !file.names.includes(name));
  const unknown = file.names.filter((name) => !declared.includes(name));
  if (absent.length === 0 && unknown.length === 0) return;
  const list = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ');
  const differences = [
    ...(absent.length === 0 ? [] : [`lacks ${list(absent)}`]),
    ...(unknown.length === 0 ? [] : [`has ${list(unknown)} in addition`]),
  ];
  throw dataProblem(
    file,
    { line: 1 },
    {
      message: `${file.name} ${differences.join(' and ')}`,
      expected: `the columns ${list(declared)}`,
      came: `the columns ${list(file.names)}`,
      next: ['rename the columns of the file as they were, or take the new columns into the charter'],
    },
  );
}
