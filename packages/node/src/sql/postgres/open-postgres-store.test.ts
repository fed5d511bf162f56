import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPostgres, type TestPostgres } from '../../../../../test/postgres.ts';
import { refusal } from '../../../../../test/refusal.ts';
import { insertSamplesBefore, sampleRows } from '../../../../lifecycle/src/store/sample-rows.cases.ts';
import { openPostgresStore } from './open-postgres-store.ts';

const scope = { orgId: 'local', projectId: 'p' };
const postgres: TestPostgres | undefined = await startPostgres();
let client: Client;
let url = '';

test('a server that is not there is TND-1004', async () => {
  const opening = openPostgresStore('postgres://nobody@127.0.0.1:1/nothing', scope);
  expect(await refusal(opening)).toMatchObject({ code: 'TND-1004' });
});

describe.skipIf(postgres === undefined)('PostgreSQL', { timeout: 30_000 }, () => {
  beforeAll(async () => {
    url = (await postgres?.createDatabase()) ?? '';
    client = new Client({ connectionString: url });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await postgres?.stop();
  }, 30_000);

  test('several stores open an empty database at once', async () => {
    const stores = await Promise.all(Array.from({ length: 6 }, () => openPostgresStore(url, scope)));
    expect(await stores[5]?.read((r) => r.from('record').count({}))).toBe(0);
    for (const store of stores) await store.close();
  });

  test('the tables live in the schema of the connection, beside those of other programs', async () => {
    await client.query('create schema other');
    const own = new URL(url);
    own.searchParams.set('options', '-c search_path=other');
    const store = await openPostgresStore(own.href, scope);
    await insertSamplesBefore(store);
    await store.close();
    const { rows } = await client.query(
      'select (select count(*) from other.record)::int as other, (select count(*) from public.record)::int as public',
    );
    expect(rows).toEqual([{ other: 2, public: 0 }]);
  });

  test('a workspace of a newer program is refused', async () => {
    await client.query("insert into tend_migration values ('0099-later', '2030-01-01T00:00:00.000Z')");
    expect(await refusal(openPostgresStore(url, scope))).toMatchObject({ code: 'TND-4004' });
    await client.query("delete from tend_migration where name = '0099-later'");
  });

  test('evidence cannot be truncated, and the gate holds against a direct insert', async () => {
    const store = await openPostgresStore(url, scope);
    await insertSamplesBefore(store, 'criterionResult');
    await store.write((t) =>
      t.from('criterionResult').insert({ ...sampleRows.criterionResult[0], verdict: 'fail', got: '0' }),
    );
    await store.close();
    await expect(client.query('truncate record cascade')).rejects.toThrow('never change: truncate refused');
    const { modelName, versionDigest, verdictId, recordDigest, at } = sampleRows.promotion[0];
    const insert = `insert into promotion (org_id, project_id, id, model_name, alias, version_digest, verdict_id,
      required_approvals, must_be_separate, person, record_digest, at) values ('local', 'p', 'x', $1, 'champion', $2, $3, 0, 0, 'eve', $4, $5)`;
    await expect(client.query(insert, [modelName, versionDigest, verdictId, recordDigest, at])).rejects.toThrow(
      'criterion beats-rule: asked at least 0.02, got 0 (fail)',
    );
  });

  test('a read sees one state, whatever is written meanwhile', async () => {
    const store = await openPostgresStore(url, scope);
    const insert = `insert into lease (org_id, project_id, thing, holder, token, expires_at) values ('local', 'p', 'late', 'h', 1, 0)`;
    await store.read(async (r) => {
      expect(await r.from('lease').count({})).toBe(0);
      await client.query(insert);
      expect(await r.from('lease').count({})).toBe(0);
    });
    expect(await store.read((r) => r.from('lease').count({}))).toBe(1);
    await store.close();
  });
});
