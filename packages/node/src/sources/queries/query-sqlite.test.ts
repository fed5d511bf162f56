import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, test } from 'vitest';
import { refusal } from '../../../../../test/refusal.ts';
import { defaultReadLimits } from '../read-limits.ts';
import { querySqlite } from './query-sqlite.ts';

const folder = mkdtempSync(join(tmpdir(), 'tend-sqlite-query-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'a.db');
const database = new DatabaseSync(path);
database.exec(`
  create table t (i integer, big integer, mixed, r real, s text, b blob);
  insert into t values (1, 9007199254740993, 1, 0.1, 'a,"b"', null), (null, 1, 'x', -1e300, '', x'00ff'), (-3, 2, 2.5, 1, null, null)`);
database.close();
let count = 0;

async function run(query: string, file = path, limits = defaultReadLimits) {
  const textPath = join(folder, `${count++}.csv`);
  const converted = await querySqlite({ name: 'a.db', path: file }, query, textPath, limits);
  const kinds = Object.fromEntries(
    Object.entries(converted.columns).map(([name, { reading }]) => [name, reading.kind]),
  );
  return { ...converted, kinds, text: readFileSync(textPath, 'utf8') };
}

test('values keep what they are, row by row', async () => {
  const { text, kinds, rowCount } = await run('select i, big, mixed, r, s from t order by rowid');
  expect(text).toBe('i,big,mixed,r,s\n1,9007199254740993,1,0.1,"a,""b"""\n\\N,1,x,-1e+300,""\n-3,2,2.5,1,\\N\n');
  expect(kinds).toEqual({ i: 'integer', big: 'text', r: 'number' });
  expect(rowCount).toBe(3);
});

test('a query without an order has a warning', async () => {
  expect((await run('select i from t')).warnings?.[0]).toContain('the query of a.db has no order by');
  expect((await run('select i from t order by i;')).warnings).toEqual([]);
});

test.each([
  ['bytes', 'select b from t order by rowid', 'row 2 of the query of a.db has bytes in column "b"'],
  ['a table that is not there', 'select * from nowhere', 'the query of a.db fails: no such table: nowhere'],
  ['two statements', 'select 1; drop table t', 'the query of a.db is not one query'],
  ['a statement without rows', "attach 'other.db' as other", 'the query of a.db is not one query'],
  ['a write', 'insert into t (i) values (9) returning i', 'attempt to write a readonly database'],
  ['nothing', ' ', 'contains no statements'],
  ['an extension', "select load_extension('x')", 'not authorized'],
])('%s is TND-1201', async (_what, query, message) => {
  const { code, detail } = await refusal(run(query));
  expect(code).toBe('TND-1201');
  expect(detail.message).toContain(message);
});

test('a file that is none is TND-1201', async () => {
  const other = join(folder, 'other.db');
  writeFileSync(other, 'a,b\n1,2\n'.repeat(100));
  expect((await refusal(run('select 1', other))).detail.message).toBe('a.db is not an SQLite file');
});

test('more text than the limit is TND-1201', async () => {
  const query = 'with recursive n(i) as (select 1 union all select i + 1 from n limit 1000000000) select i from n';
  const limits = { ...defaultReadLimits, totalBytes: 2 ** 20 };
  expect((await refusal(run(query, path, limits))).detail.message).toContain('comes to more than 1 MiB');
});
