import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Problem } from '@tend/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { refusal } from '../../../../../test/refusal.ts';
import { insertSamplesBefore, sampleRows } from '../../../../lifecycle/src/store/sample-rows.cases.ts';
import { openSqliteStore } from './open-sqlite-store.ts';

const scope = { orgId: 'local', projectId: 'p' };
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tend-sqlite-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a module with `store` open on `path` in a process of its own. */
function child(path: string, body: string): ChildProcess {
  const module = new URL('./open-sqlite-store.ts', import.meta.url).href;
  const source = `
    import { writeSync } from 'node:fs';
    import { openSqliteStore } from '${module}';
    const store = await openSqliteStore(${JSON.stringify(path)}, ${JSON.stringify(scope)});
    ${body}`;
  return spawn(process.execPath, ['--input-type=module', '-e', source], { stdio: ['ignore', 'pipe', 'inherit'] });
}

async function outputOf(process: ChildProcess): Promise<{ text: string; code: number | null }> {
  let text = '';
  process.stdout?.on('data', (chunk) => {
    text += chunk;
  });
  const code = await new Promise<number | null>((resolve) => process.on('close', resolve));
  return { text, code };
}

const lease = (thing: string, token: number) => ({ thing, holder: 'h', token, expiresAt: 0 });

test('eight processes open a new file at once', { timeout: 60_000 }, async () => {
  const path = join(folder, 'first', 'new.db');
  const body = `
    await store.write((t) => t.from('lease').insert({ thing: String(process.pid), holder: 'h', token: 1, expiresAt: 0 }));
    await store.close();`;
  const ends = await Promise.all(Array.from({ length: 8 }, () => outputOf(child(path, body))));
  expect(ends.map((end) => end.code)).toEqual(Array(8).fill(0));
  const store = await openSqliteStore(path, scope);
  expect(await store.read((r) => r.from('lease').count({}))).toBe(8);
  await store.close();
});

test('three processes of 200 transactions that read and then write lose none', { timeout: 120_000 }, async () => {
  const path = join(folder, 'counter.db');
  const store = await openSqliteStore(path, scope);
  await store.write((t) => t.from('lease').insert(lease('counter', 0)));
  const body = `
    for (let i = 0; i < 200; i++) await store.write(async (t) => {
      const { token } = await t.from('lease').first({ thing: 'counter' });
      await t.from('lease').update({ thing: 'counter' }, { token: token + 1 });
    });
    await store.close();`;
  const ends = await Promise.all(Array.from({ length: 3 }, () => outputOf(child(path, body))));
  expect(ends.map((end) => end.code)).toEqual([0, 0, 0]);
  expect(await store.read((r) => r.from('lease').first({}))).toEqual(lease('counter', 600));
  await store.close();
});

test('a process killed at any moment loses nothing it acknowledged', { timeout: 120_000 }, async () => {
  const path = join(folder, 'killed.db');
  // Two rows a transaction: a half transaction would leave an odd count.
  const body = `
    const from = await store.read((r) => r.from('lease').count({}));
    for (let i = from; ; i += 2) {
      const row = (n) => ({ thing: String(n), holder: 'h', token: n, expiresAt: 0 });
      await store.write(async (t) => {
        await t.from('lease').insert(row(i));
        await t.from('lease').insert(row(i + 1));
      });
      writeSync(1, (i + 1) + '\\n');
    }`;
  let acknowledged = 0;
  // Milliseconds after the first acknowledgement of each process; drawn once, so that a failure can be repeated.
  for (const delayMs of [0, 1, 3, 7, 12, 20, 33, 54]) {
    const writer = child(path, body);
    writer.stdout?.once('data', () => setTimeout(() => writer.kill('SIGKILL'), delayMs));
    const { text } = await outputOf(writer);
    const lines = text.split('\n').filter((line) => line !== '');
    acknowledged = Number(lines.at(-1));
    const store = await openSqliteStore(path, scope);
    const tokens = (await store.read((r) => r.from('lease').find({}))).map((row) => row.token);
    await store.close();
    expect(tokens).toEqual(tokens.map((_, i) => i));
    expect(tokens.length % 2).toBe(0);
    expect(tokens.length).toBeGreaterThan(acknowledged);
  }
  expect(acknowledged).toBeGreaterThan(15);
});

test.each([false, true])('a file locked too long is TND-4003 (thread: %s)', async (thread) => {
  const path = join(folder, `locked-${thread}.db`);
  const store = await openSqliteStore(path, scope, { thread, busyTimeoutMs: 30 });
  const other = new DatabaseSync(path);
  other.exec('begin immediate');
  expect(await refusal(store.write((t) => t.from('lease').insert(lease('a', 1))))).toMatchObject({ code: 'TND-4003' });
  expect(await store.read((r) => r.from('lease').count({})), 'readers go on').toBe(0);
  other.exec('rollback');
  other.close();
  await store.write((t) => t.from('lease').insert(lease('a', 1)));
  await store.close();
});

test('two stores of one process take turns, one in a thread, without waiting for the timeout', async () => {
  const path = join(folder, 'turns.db');
  const stores = [
    await openSqliteStore(path, scope, { busyTimeoutMs: 1 }),
    await openSqliteStore(path, scope, { busyTimeoutMs: 1, thread: true }),
  ];
  const slow = (i: number) =>
    stores[i % 2]!.write(async (t) => {
      const n = await t.from('lease').count({});
      await t.from('lease').insert(lease(String(i), n));
    });
  await Promise.all(Array.from({ length: 30 }, (_, i) => slow(i)));
  const rows = await stores[0]!.read((r) => r.from('lease').find({}, { orderBy: 'token' }));
  expect(rows.map((row) => row.token)).toEqual(rows.map((_, i) => i));
  expect(rows.length).toBe(30);
  for (const store of stores) await store.close();
});

test('a workspace of a newer program is refused and left alone', async () => {
  const path = join(folder, 'newer.db');
  await (await openSqliteStore(path, scope)).close();
  const db = new DatabaseSync(path);
  db.exec("insert into tend_migration (name, timestamp) values ('0099-later', '2030-01-01T00:00:00.000Z')");
  db.close();
  const before = readFileSync(path);
  const problem = await refusal(openSqliteStore(path, scope));
  expect(problem.code).toBe('TND-4004');
  expect(problem.message).toContain('0099-later');
  expect(await refusal(openSqliteStore(path, scope, { thread: true }))).toMatchObject({ code: 'TND-4004' });
  expect(readFileSync(path).equals(before)).toBe(true);
});

test.each([false, true])('a file that is no database is TND-4007 (thread: %s)', async (thread) => {
  const path = join(folder, `noise-${thread}.db`);
  writeFileSync(path, 'this is not a database, but it is long enough to have a header'.repeat(100));
  expect(await refusal(openSqliteStore(path, scope, { thread }))).toMatchObject({ code: 'TND-4007' });
});

test('a file cut short is TND-4007', async () => {
  const path = join(folder, 'cut.db');
  const store = await openSqliteStore(path, scope);
  await insertSamplesBefore(store);
  await store.write((t) =>
    t
      .from('label')
      .insert(...Array.from({ length: 5000 }, (_, i) => ({ ...sampleRows.label[0], predictionId: `q${i}` }))),
  );
  await store.close();
  truncateSync(path, 64 * 4096);
  const readAll = async () => {
    const cut = await openSqliteStore(path, scope);
    await cut.read((r) => r.from('label').find({})).finally(() => cut.close());
  };
  expect((await refusal(readAll())) satisfies Problem).toMatchObject({ code: 'TND-4007', category: 'internal' });
});

test('a path that is a folder is TND-1004', async () => {
  const path = join(folder, 'folder.db');
  mkdirSync(path);
  expect(await refusal(openSqliteStore(path, scope))).toMatchObject({ code: 'TND-1004' });
  expect(await refusal(openSqliteStore(path, scope, { thread: true }))).toMatchObject({ code: 'TND-1004' });
});

test('the gate holds against a direct insert by another program', async () => {
  const path = join(folder, 'direct.db');
  const store = await openSqliteStore(path, scope);
  await insertSamplesBefore(store, 'criterionResult');
  await store.write((t) =>
    t.from('criterionResult').insert({ ...sampleRows.criterionResult[0], verdict: 'fail', got: '0' }),
  );
  await store.close();
  const db = new DatabaseSync(path);
  const { modelName, versionDigest, verdictId, recordDigest, at } = sampleRows.promotion[0];
  const insert =
    db.prepare(`insert into promotion (org_id, project_id, id, model_name, alias, version_digest, verdict_id,
    required_approvals, must_be_separate, person, record_digest, at) values ('local', 'p', 'x', ?, 'champion', ?, ?, 0, 0, 'eve', ?, ?)`);
  expect(() => insert.run(modelName, versionDigest, verdictId, recordDigest, at)).toThrow(
    'criterion beats-rule: asked at least 0.02, got 0 (fail)',
  );
  db.close();
});
