import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { loadColumns, rowAt } from '@tend/table';
import { afterAll, describe, expect, test } from 'vitest';
import { refusal } from '../../../../../test/refusal.ts';
import { readContent } from '../read-content.ts';
import { defaultReadLimits } from '../read-limits.ts';
import reference from './convert-parquet.reference.json' with { type: 'json' };
import { convertParquet } from './convert-parquet.ts';
import { runByteFlips } from './run-byte-flips.cases.ts';

const folder = mkdtempSync(join(tmpdir(), 'tend-parquet-'));
afterAll(() => rmSync(folder, { recursive: true }));
let count = 0;

async function read(name: string) {
  const scratch = mkdtempSync(join(folder, 'scratch-'));
  const request = { source: name, columns: {}, missing: { '*': [] }, maxRejected: '0%' };
  return readContent(request, { folder, scratch, limits: defaultReadLimits, environment: {} });
}

/** Writes the rows of a query as a Parquet file; its name. */
async function written(select: string): Promise<string> {
  const name = `${count++}.parquet`;
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`copy (${select}) to '${join(folder, name)}' (format parquet)`);
  connection.closeSync();
  instance.closeSync();
  return name;
}

describe('values are those that pyarrow wrote', () => {
  test.each(Object.entries(reference.files))('packed as %s', async (codec, base64) => {
    const name = `pyarrow [${codec}].parquet`;
    writeFileSync(join(folder, name), Buffer.from(base64, 'base64'));
    const { table, columns, warnings } = await read(name);
    const loaded = await loadColumns(table);
    const came = Array.from({ length: table.rowCount }, (_, row) => rowAt(loaded, row));
    const names = Object.keys(reference.expected) as (keyof typeof reference.expected)[];
    expect(Object.fromEntries(names.map((column) => [column, came.map((row) => row[column])]))).toEqual(
      reference.expected,
    );
    const kinds = Object.fromEntries(columns.map(({ name, kind }) => [name, kind]));
    expect(kinds).toMatchObject({
      i8: 'integer',
      i64: 'integer',
      big: 'text',
      u64: 'text',
      f32: 'number',
      money: 'number',
      wide: 'number',
      wider: 'text',
      whole: 'integer',
      yes: 'boolean',
      text: 'text',
      level: 'text',
      bytes: 'text',
      day: 'date',
      s: 'instant',
      us: 'instant',
      ns: 'instant',
      zone: 'instant',
      clock: 'text',
      list: 'text',
      record: 'text',
      map: 'text',
    });
    expect(columns.find((column) => column.name === 'big')?.reason).toBe('BIGINT in the file, 1 of them beyond 2^53');
    expect(warnings).toEqual(
      [
        ['us', 2],
        ['ns', 1],
        ['zone', 2],
      ].map(([column, times]) => `${name}: ${column} has ${times} times finer than a millisecond, which are cut to it`),
    );
  });
});

test('doubles pass through text to the last bit, and rows keep their order', async () => {
  const name = await written(`
    select n, case when n % 3 = 0 then sin(n) * pow(10, n % 600 - 300) when n % 3 = 1 then n / 7.0 else n * 1e15 + 0.1 end as x
    from range(1, 40001) as r(n)`);
  const { table } = await read(name);
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const rows = await connection.runAndReadAll(`select x from '${join(folder, name)}'`);
  connection.closeSync();
  instance.closeSync();
  const loaded = await loadColumns(table);
  expect(loaded.columns[0]).toMatchObject({
    kind: 'integer',
    values: Float64Array.from({ length: 40_000 }, (_, i) => i + 1),
  });
  expect(loaded.columns[1]).toMatchObject({
    kind: 'number',
    values: Float64Array.from(rows.getRowsJS(), ([x]) => Number(x)),
  });
});

describe('what would exhaust the machine is TND-1201', () => {
  test('a file that says it has more rows than may be read', async () => {
    const name = await written('select 1 as a, 2 as b from range(1000000)');
    const limits = { ...defaultReadLimits, totalBytes: 1_500_000 };
    const text = join(folder, `${count++}.csv`);
    const { code, detail } = await refusal(convertParquet({ name, path: join(folder, name) }, text, limits));
    expect(code).toBe('TND-1201');
    expect(detail.message).toContain('comes to more than 1.4 MiB of text');
  });

  test('a file of few bytes that unpacks to many', async () => {
    const name = await written("select repeat('a', 100000) as a from range(1000)");
    const limits = { ...defaultReadLimits, bombBytes: 2 ** 20 };
    const text = join(folder, `${count++}.csv`);
    const { detail } = await refusal(convertParquet({ name, path: join(folder, name) }, text, limits));
    expect(detail.message).toBe(`${name} unpacks to more than 1000 times its size, so the reading was stopped`);
  });
});

describe('what is damaged is TND-1201, and no message holds the path', () => {
  test.each([
    ['a file that is cut off', (bytes: Buffer) => bytes.subarray(0, -20)],
    ['a file that is all footer', (bytes: Buffer) => Buffer.concat([Buffer.from('PAR1'), bytes.subarray(-8)])],
    ['eight bytes', () => Buffer.from('PAR1PAR1')],
  ])('%s', async (_what, damage) => {
    const name = `${count++}.parquet`;
    writeFileSync(join(folder, name), damage(Buffer.from(reference.files.snappy, 'base64')));
    const { code, detail } = await refusal(read(name));
    expect({ code, message: detail.message }).toEqual({
      code: 'TND-1201',
      message: `${name} cannot be read as Parquet`,
    });
    expect(JSON.stringify(detail)).not.toContain(folder);
  });

  test('a changed bit is a damaged file, or a file that says something else', { timeout: 60_000 }, async () => {
    const file = join(folder, 'flips.parquet');
    writeFileSync(file, Buffer.from(reference.files.snappy, 'base64'));
    const {
      read = 0,
      'TND-1201': refused = 0,
      SIGSEGV: crashed = 0,
      SIGABRT: aborted = 0,
    } = await runByteFlips(file, 0, 60);
    // What ends the process by a signal is TND-1201 to whoever waits for it: see read-in-process.test.ts.
    expect(read + refused + crashed + aborted).toBe(60);
    expect(Math.min(read, refused)).toBeGreaterThan(5);
  });

  test('a file of other bytes', async () => {
    writeFileSync(join(folder, 'text.parquet'), 'a,b\n1,2\n');
    expect((await refusal(read('text.parquet'))).detail.message).toBe('text.parquet is not a Parquet file');
  });
});
