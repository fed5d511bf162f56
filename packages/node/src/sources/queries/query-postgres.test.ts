import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPostgres, type TestPostgres } from '../../../../../test/postgres.ts';
import { refusal } from '../../../../../test/refusal.ts';
import { defaultReadLimits } from '../read-limits.ts';
import { queryPostgres } from './query-postgres.ts';

const folder = mkdtempSync(join(tmpdir(), 'tend-postgres-query-'));
const postgres: TestPostgres | undefined = await startPostgres();
let url = '';
let count = 0;

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await postgres?.stop();
}, 30_000);

async function run(query: string, { address = url, limits = defaultReadLimits } = {}) {
  const path = join(folder, `${count++}.csv`);
  const converted = await queryPostgres({ variable: 'SHOP', query }, { SHOP: address }, path, limits);
  const kinds = Object.fromEntries(
    Object.entries(converted.columns).map(([name, { reading }]) => [name, reading.kind]),
  );
  return { ...converted, kinds, text: readFileSync(path, 'utf8') };
}

describe('a database that cannot be reached is TND-1004, and no message names its address', () => {
  test.each([
    ['nothing listens', 'postgres://me:secret@127.0.0.1:1/shop', /^nothing listens at that address$/],
    ['no address at all', 'secret', /^(there is no host of that name|no connection can be made)$/],
    ['an address that is none', 'postgres://me:secret@:x/shop', /^the address is not valid$/],
    ['an empty variable', '', /^the environment variable SHOP is not set$/],
  ])('%s', async (_what, address, came) => {
    const problem = await refusal(run('select 1', { address }));
    expect(problem.code).toBe('TND-1004');
    expect(problem.detail.came).toMatch(came);
    expect(JSON.stringify(problem)).not.toContain('secret');
  });

  test('a server that breaks off', async () => {
    const server = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const problem = await refusal(run('select 1', { address: `postgres://me:secret@127.0.0.1:${port}/shop` }));
    server.close();
    expect(problem.code).toBe('TND-1004');
    expect(JSON.stringify(problem)).not.toContain('secret');
  });
});

describe.skipIf(postgres === undefined)('a real PostgreSQL', { timeout: 30_000 }, () => {
  let client: Client;
  beforeAll(async () => {
    url = (await postgres?.createDatabase()) ?? '';
    client = new Client({ connectionString: url });
    await client.connect();
    await client.query(
      "create type size as enum ('S', 'L'); create type pair as (f1 integer, f2 text); create table kept (a integer)",
    );
  }, 30_000);
  afterAll(() => client.end());

  test('every type keeps what it says', async () => {
    const { text, kinds, rowCount, warnings } = await run(`
      select true as yes, 7::smallint as small, 8 as whole, 9007199254740993 as big, 12.50::numeric(8, 2) as price,
        0.1::real as single, 0.1::double precision as double, 'NaN'::float8 as nan, 'a,"b"' as text, '' as empty, null::text as nothing,
        date '2024-02-29' as day, timestamp '2024-02-29 12:30:00.123999' as local,
        timestamptz '2024-02-29 12:30:00+02' as at, time '12:30' as clock, '{"b": 1}'::jsonb as json,
        array[1, 2] as list, row(1, 'x')::pair as pair, row(1, 'x') as loose, 'L'::size as size, '00000000-0000-0000-0000-000000000001'::uuid as id,
        interval '1 day' as span
      order by 1`);
    const [header, row, end] = text.split('\n');
    expect(header).toBe(
      'yes,small,whole,big,price,single,double,nan,text,empty,nothing,day,local,at,clock,json,list,pair,loose,size,id,span',
    );
    expect(row).toBe(
      'true,7,8,9007199254740993,12.50,0.10000000149011612,0.1,\\N,"a,""b""",,\\N,2024-02-29,2024-02-29T12:30:00.123Z,' +
        '2024-02-29T10:30:00.000Z,12:30:00,"{""b"": 1}","[1,2]","{""f1"":1,""f2"":""x""}","{""f1"":1,""f2"":""x""}",L,00000000-0000-0000-0000-000000000001,1 day',
    );
    expect([end, rowCount, warnings]).toEqual(['', 1, []]);
    expect(kinds).toEqual({
      yes: 'boolean',
      small: 'integer',
      whole: 'integer',
      single: 'number',
      double: 'number',
      nan: 'number',
      text: 'text',
      empty: 'text',
      nothing: 'text',
      day: 'date',
      local: 'instant',
      at: 'instant',
      clock: 'text',
      json: 'text',
      list: 'text',
      pair: 'text',
      loose: 'text',
      size: 'text',
      id: 'text',
      span: 'text',
    });
  });

  test('times that no ISO 8601 text holds stay as they are, for the reader to refuse', async () => {
    const { text } = await run(
      "select timestamp '0044-03-15 BC' as a, timestamptz 'infinity' as b, timestamp '20000-01-01' as c",
    );
    expect(text.split('\n')[1]).toBe('0044-03-15 00:00:00 BC,infinity,20000-01-01 00:00:00');
  });

  test('many rows are streamed in their order', async () => {
    const { text, rowCount } = await run('select n from generate_series(1, 50000) as s(n) order by n desc');
    expect(rowCount).toBe(50_000);
    expect(text.startsWith('n\n50000\n49999\n')).toBe(true);
    expect(text.endsWith('\n2\n1\n')).toBe(true);
  });

  test('a query without an order has a warning', async () => {
    expect((await run('select 1 as a')).warnings).toEqual([
      'the query of SHOP has no order by: the database may give the same rows in another order, and they are another snapshot then',
    ]);
  });

  test('a query may end with a semicolon, and with a comment', async () => {
    expect((await run('select 1 as a;\n')).text).toBe('a\n1\n');
    expect((await run('select 1 as a -- the first')).text).toBe('a\n1\n');
  });

  test.each([
    ['a table that is not there', 'select * from nowhere', 'relation "nowhere" does not exist'],
    ['a write', 'insert into kept values (1) returning a', 'syntax error'],
    ['a write inside', 'with w as (insert into kept values (1) returning a) select * from w', 'must not contain'],
    ['two statements', 'select 1; drop table kept', 'multiple commands'],
    ['a way out of the brackets', "select 1) to program 'true' --", 'syntax error'],
    ['a way out of the brackets and back', 'select 1) to stdout; drop table kept; copy (select 1', 'syntax error'],
    ['bytes', "select '\\x00'::bytea as b", 'has bytes in column "b"'],
    ['two columns of one name', 'select 1 as a, 2 as a', 'gives two columns "a"'],
    [
      'a division by zero in a late row',
      'select 1 / (3 - n) as a from generate_series(1, 5) as s(n)',
      'division by zero',
    ],
  ])('%s is TND-1201', async (_what, query, message) => {
    const { code, detail } = await refusal(run(query));
    expect(code).toBe('TND-1201');
    expect(detail.message).toContain(message);
    expect((await client.query('select count(*)::integer as rows from kept')).rows).toEqual([{ rows: 0 }]);
  });

  test('more text than the limit is TND-1201', async () => {
    const limits = { ...defaultReadLimits, totalBytes: 10_000 };
    const query = 'select n from generate_series(1, 100000) as s(n)';
    expect((await refusal(run(query, { limits }))).detail.message).toContain('comes to more than 9.8 KiB');
  });

  test('a query that takes too long is ended by the server', async () => {
    const limits = { ...defaultReadLimits, durationMs: 200 };
    expect((await refusal(run('select pg_sleep(20)', { limits }))).detail.message).toContain('statement timeout');
  });
});
