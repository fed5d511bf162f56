import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import type { ReadRequest, SourceReading } from '@tend/lifecycle';
import type { DataSource } from '@tend/protocol';
import { loadColumns, rowAt } from '@tend/table';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { refusal } from '../../../../test/refusal.ts';
import { openSources } from './open-sources.ts';

const folder = mkdtempSync(join(tmpdir(), 'tend-sources-'));
afterAll(() => rmSync(folder, { recursive: true }));
const put = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content);
  return name;
};
const sources = openSources(folder, { putTable: async () => '' });
const open: SourceReading[] = [];
afterEach(async () => {
  for (const reading of open.splice(0)) await reading.close();
});

async function read(source: DataSource, request: Partial<ReadRequest> = {}): Promise<SourceReading> {
  const reading = await sources.read({ source, columns: {}, missing: {}, maxRejected: '0%', ...request });
  open.push(reading);
  return reading;
}

const kindsOf = ({ table }: SourceReading) => Object.fromEntries(table.schema.map(({ name, kind }) => [name, kind]));
async function cellsOf({ table }: SourceReading) {
  const loaded = await loadColumns(table);
  return Array.from({ length: table.rowCount }, (_, row) => Object.values(rowAt(loaded, row)));
}

const csv = 'id,name,at\n1,Ann,2024-01-05\n2,"B, C",\n3,,2024-01-07\n';
const expected = [
  [1, 'Ann', '2024-01-05'],
  [2, 'B, C', null],
  [3, null, '2024-01-07'],
];
const records = [
  { id: 1, name: 'Ann', at: '2024-01-05' },
  { id: 2, name: 'B, C', at: null },
  { id: 3, at: '2024-01-07' },
];

beforeAll(async () => {
  const database = new DatabaseSync(join(folder, 'a.db'));
  database.exec('create table people (id integer, name text, at text)');
  for (const { id, name, at } of records)
    database.prepare('insert into people values (?, ?, ?)').run(id, name ?? null, at);
  database.close();
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  put('plain.csv', csv);
  await connection.run(`copy (select * from read_csv('${join(folder, 'plain.csv')}'))
    to '${join(folder, 'a.parquet')}' (format parquet)`);
  connection.closeSync();
  instance.closeSync();
});

describe('every kind of source gives the same table', { timeout: 30_000 }, () => {
  const lines = records.map((record) => JSON.stringify(record)).join('\n');
  const kinds: readonly (readonly [what: string, make: () => DataSource])[] = [
    ['a plain file', () => put('a.csv', csv)],
    ['a packed file', () => put('b.csv.gz', gzipSync(csv))],
    ['a packed file by another name', () => put('c.csv', gzipSync(csv))],
    ['UTF-16 with a mark', () => put('d.csv', Buffer.from(`\ufeff${csv}`, 'utf16le'))],
    ['a declared encoding', () => ({ path: put('e.csv', Buffer.from(csv, 'utf16le')), encoding: 'utf-16le' })],
    ['an array of objects', () => put('a.json', JSON.stringify(records, null, 2))],
    ['JSON lines', () => put('a.jsonl', `${lines}\n`)],
    ['packed JSON lines', () => put('a.ndjson.gz', gzipSync(lines))],
    ['JSON lines by another name', () => ({ path: put('lines.txt', lines), format: 'jsonLines' })],
    ['Parquet', () => 'a.parquet'],
    ['an SQLite file', () => ({ sqlite: 'a.db', query: 'select * from people order by id' })],
  ];
  test.each(kinds)('%s', async (_what, make) => {
    const reading = await read(make());
    expect(kindsOf(reading)).toEqual({ id: 'integer', name: 'text', at: 'date' });
    expect(await cellsOf(reading)).toEqual(expected);
    expect(reading.files.map(({ rowCount }) => rowCount)).toEqual([3]);
    expect(reading.files[0]?.digest).toBe(reading.digest);
    expect([reading.rejected, reading.warnings]).toEqual([[], []]);
  });
});

test('the digest is that of the one file as it stands', async () => {
  const { digest, files } = await read(put('digest.csv', 'a\n1\n'));
  // printf 'a\n1\n' | sha256sum
  expect(digest).toBe('309b0e45a73d3fc5325e2b6ed0a01ef8b9cde6b05a5633c1f893f970d52bfddc');
  expect(files).toEqual([{ name: 'digest.csv', sizeBytes: 4, digest, rowCount: 1 }]);
});

test('nothing is left behind, by a reading that succeeds and by one that fails', { timeout: 30_000 }, async () => {
  const before = readdirSync(tmpdir()).filter((name) => name.startsWith('tend-reading-'));
  await (await sources.read({ source: put('f.json', '[{"a":1}]'), columns: {}, missing: {}, maxRejected: 0 })).close();
  await refusal(read(put('g.json', '[{"a":1}')));
  const left = readdirSync(tmpdir()).filter((name) => name.startsWith('tend-reading-') && !before.includes(name));
  expect(left.filter((name) => existsSync(join(tmpdir(), name, 'owner')))).toEqual([]);
});
