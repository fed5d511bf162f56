import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { decodeSketches } from '@tend/learn';
import type { OpenProjectOptions } from '@tend/node';
import { Client } from 'pg';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { startPostgres } from './postgres.ts';
import { refusal } from './refusal.ts';
import { runTend } from './routes.ts';
import { requestOf, type TinyRow, tinyBase, tinyRows } from './tiny-project.ts';

const base = tinyBase();
const postgres = await startPostgres();
afterAll(async () => {
  await base.close();
  await postgres?.stop();
}, 30_000);

const rows = tinyRows();
/** Two rows a person, and one row that is no row of the table but holds a key. */
const personOf = (i: number): string => `person-${1000 + (i % 75)}`;
const withdrawnKey = personOf(7);

/** What stands in the withdrawn person's rows alone. */
const theirs = { note: 'a heron over the tower', speed: 137.0625 };

function csvOf(keyOf: (i: number) => string): string {
  const lines = rows.map((row, i) => {
    const { note, speed } = i % 75 === 7 ? theirs : { note: i % 2 === 0 ? 'dry' : 'wet', speed: row.speed };
    return [keyOf(i), row.day, speed, row.weight, row.phase, row.damage, note].join(',');
  });
  return `who,day,speed,weight,phase,damage,note\n${lines.join('\n')}\n`;
}

const asked = (row: TinyRow): Omit<TinyRow, 'damage'> & { readonly note: string } => ({
  ...requestOf(row),
  note: 'dry',
});

/** A project with a key column, every stage from the taking to an outcome of a prediction behind it. */
async function live(
  keyOf: (i: number) => string,
  keyOfRequest: (i: number) => string | number,
  options?: OpenProjectOptions,
) {
  const folder = base.make({ criteria: ['{id: ranks, metric: rocAuc, atLeast: 0.4}'] });
  writeFileSync(join(folder, 'strikes.csv'), csvOf(keyOf));
  const path = join(folder, 'tend.yaml');
  const charter = readFileSync(path, 'utf8').replace('  source: strikes.csv\n', '  source: strikes.csv\n  key: who\n');
  writeFileSync(path, charter.replace('trials: 6', 'trials: 2'));
  const mara = await base.as('mara', folder, options);
  const jonas = await base.as('jonas', folder, options);
  await mara.run({});
  await jonas.approve({ reason: 'good' });
  await mara.deploy({});
  const later = tinyRows({ count: 20, seed: 5, firstDay: 91 });
  const requests = later.map((row, i) => ({ ...asked(row), who: keyOfRequest(i) }));
  const { predictions } = await mara.predict({ rows: requests });
  const ids = predictions.map(({ id }) => id ?? '');
  await mara.label({ labels: ids.map((prediction) => ({ prediction, outcome: true, knownAt: '2024-04-20' })) });
  await mara.monitor({ asOf: '2024-04-30' });
  return { folder, mara, jonas, ids };
}

/** Every file below a folder that holds the bytes. */
function filesWith(folder: string, bytes: Buffer): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path).includes(bytes))
    .map((path) => path.slice(folder.length + 1));
}

function removeFromSource(folder: string, key: string): void {
  const path = join(folder, 'strikes.csv');
  const lines = readFileSync(path, 'utf8').split('\n');
  writeFileSync(path, lines.filter((line) => !line.startsWith(`${key},`)).join('\n'));
}

/** What is stored now of the payloads of all profiles. */
function profilesIn(folder: string): readonly Readonly<Record<'exploration' | 'sketches', Buffer | undefined>>[] {
  const database = new DatabaseSync(join(folder, '.tend/tend.db'), { readOnly: true });
  const profiles = database.prepare("select bytes from record where kind = 'profile'").all();
  const tombstone = database.prepare('select stand_in from tombstone where erased = ?');
  const present = (digest: string): Buffer | undefined => {
    const last = tombstone.get(digest);
    if (last !== undefined) return last.stand_in === null ? undefined : present(String(last.stand_in));
    return readFileSync(join(folder, '.tend/blobs', digest.slice(0, 2), digest.slice(2)));
  };
  const found = profiles.map(({ bytes }) => {
    const { exploration, sketches } = JSON.parse(String(bytes)).body.payloads as Record<string, string>;
    return { exploration: present(exploration ?? ''), sketches: present(sketches ?? '') };
  });
  database.close();
  return found;
}

/** The rows that were sketched, and whether the sketches hold what only the withdrawn person had. */
function standsIn(held: Buffer = Buffer.of()): {
  readonly rows: number;
  readonly note: boolean;
  readonly speed: boolean;
} {
  const double = Buffer.alloc(8);
  double.writeDoubleLE(theirs.speed);
  const { rows: sketched } = decodeSketches(held);
  return { rows: sketched.length, note: held.includes(theirs.note), speed: held.includes(double) };
}

describe('a whole lifecycle, then a person withdraws', () => {
  test('no byte of the key is left, the log verifies, and what was trained on it says so', async () => {
    const { folder, mara, jonas, ids } = await live(personOf, personOf);
    const bytes = Buffer.from(withdrawnKey);
    const before = filesWith(folder, bytes);
    expect(before.some((path) => path.startsWith('.tend/blobs/'))).toBe(true);
    expect(before.some((path) => path.startsWith('.tend/predictions/'))).toBe(true);
    const [profile] = profilesIn(folder);
    expect(standsIn(profile?.sketches)).toEqual({ rows: 100, note: true, speed: true });

    // Another process (here: another opened project) may still add to the segment: then it says so, and what to do.
    const early = await jonas.withdraw({ key: withdrawnKey, reason: 'request of April' });
    expect(early).toMatchObject({ isComplete: false, predictions: 0 });
    expect(early.remains.map(({ path }) => path)).toEqual([expect.stringMatching(/^.tend.predictions/), 'strikes.csv']);
    expect(early.rows).toBeGreaterThanOrEqual(2);
    const answer = await mara.withdraw({ key: withdrawnKey });
    expect(answer.remains.map(({ path, isStored }) => [path, isStored])).toEqual([['strikes.csv', false]]);
    expect(answer).toMatchObject({ predictions: 1, segments: 1, labels: 1, isComplete: true, isDistinctive: true });
    expect(answer.versions).toMatchObject([{ number: 1, deployments: [expect.any(String)] }]);
    expect(answer.withdrawal).toBe(early.withdrawal);
    expect(filesWith(folder, bytes)).toEqual(['strikes.csv']);
    expect((await mara.snapshots({})).snapshots).toMatchObject([{ rows: 150, isErasedInPart: true }]);

    const audit = await jonas.auditVerify({});
    expect(audit.problems).toEqual([]);
    expect(audit.payloadsErased).toBeGreaterThanOrEqual(1);
    const status = await jonas.status({});
    expect(status.versions[0]?.withdrawn).toMatch(/^\d{4}-/);
    expect(readFileSync(join(folder, 'cards/tiny-v1.md'), 'utf8')).toContain('not reproducible');
    expect((await refusal(jonas.reproduce({}))).code).toBe('TND-3109');

    // What was explored and what monitoring compares with is made of the others; golden rows and all else have none of it.
    const [left] = profilesIn(folder);
    expect(left?.exploration).toBeUndefined();
    expect(standsIn(left?.sketches)).toEqual({ rows: 98, note: false, speed: false });
    expect(filesWith(folder, Buffer.from(theirs.note)).filter((path) => path.includes('blobs'))).toEqual([]);

    // What serves goes on serving, and the log still knows the others.
    await mara.predict({ rows: [{ ...asked(rows[0] ?? raise()), who: personOf(3) }] });
    await mara.monitor({ asOf: '2024-04-30' });
    expect((await mara.why({ prediction: ids[8] ?? '' })).prediction).toBe(ids[8]);
    expect((await refusal(mara.why({ prediction: ids[7] ?? '' }))).code).toBe('TND-1008');

    // The source still has the person: the next taking leaves them out, and no file but the source gets them.
    const next = await mara.run({});
    expect(next.stages.find(({ stage }) => stage === 'data')).toMatchObject({ state: 'done' });
    expect(next.stages.find(({ stage }) => stage === 'data')?.summary).toContain('148 rows');
    expect(filesWith(folder, bytes)).toEqual(['strikes.csv']);
    // What is left of the first snapshot can still be compared with the next one: the person was all that it had more.
    const diff = await jonas.diffData({});
    expect([diff.before.rows, diff.after.rows]).toEqual([148, 148]);
    removeFromSource(folder, withdrawnKey);
    const again = await jonas.withdraw({ key: withdrawnKey });
    expect(again).toMatchObject({ withdrawal: answer.withdrawal, rows: 0, payloads: 0, remains: [], isComplete: true });

    // A second person: what was left of the first snapshot is rewritten once more.
    const second = await mara.withdraw({ key: personOf(8) });
    expect(second.rows).toBeGreaterThanOrEqual(2);
    expect(filesWith(folder, Buffer.from(personOf(8)))).toEqual(['strikes.csv']);
    expect((await jonas.auditVerify({})).problems).toEqual([]);
  }, 120_000);

  test('numbers as keys: neither digits nor double are left', async () => {
    const numberOf = (i: number): number => 770_000 + (i % 75);
    const { folder, mara, jonas } = await live((i) => String(numberOf(i)), numberOf);
    const double = Buffer.alloc(8);
    double.writeDoubleLE(numberOf(7));
    const answer = await mara.withdraw({ key: String(numberOf(7)) });
    expect(answer.remains.filter(({ isStored }) => isStored)).toEqual([]);
    expect(answer).toMatchObject({ isComplete: true, predictions: 1 });
    expect(filesWith(folder, Buffer.from(String(numberOf(7))))).toEqual(['strikes.csv']);
    expect(filesWith(folder, double)).toEqual([]);
    expect((await jonas.auditVerify({})).problems).toEqual([]);
    const next = await mara.run({});
    expect(next.stages.find(({ stage }) => stage === 'data')?.summary).toContain('148 rows');
  }, 120_000);
});

test('a later row of the person that misfits is set aside without its text', async () => {
  const { folder, mara } = await live(personOf, personOf);
  await mara.withdraw({ key: withdrawnKey });
  const charter = join(folder, 'tend.yaml');
  writeFileSync(charter, readFileSync(charter, 'utf8').replace('  key: who\n', '  key: who\n  maxRejected: 2%\n'));
  const source = join(folder, 'strikes.csv');
  const misfits = [withdrawnKey, personOf(9)].map((who) => `${who},2024-03-15,fast,30,climb,no\n`);
  writeFileSync(source, readFileSync(source, 'utf8') + misfits.join(''));
  await mara.run({});
  expect((await mara.rejectedRows({})).rows.map(({ line, text }) => [line, text])).toEqual([
    [152, '(withdrawn)'],
    [153, misfits[1]?.trimEnd()],
  ]);
  expect(filesWith(folder, Buffer.from(withdrawnKey))).toEqual(['strikes.csv']);
}, 120_000);

describe('what a withdrawal refuses', () => {
  test('without a key column, with a reason that names the person, with a secret that is elsewhere', async () => {
    const folder = base.make();
    const mara = await base.as('mara', folder);
    expect((await refusal(mara.withdraw({ key: 'person-1007' }))).code).toBe('TND-1005');
    const { folder: own, jonas } = await live(personOf, personOf);
    const named = await refusal(jonas.withdraw({ key: withdrawnKey, reason: `${withdrawnKey} wrote to us` }));
    expect(named.code).toBe('TND-1009');
    expect(JSON.stringify(named)).not.toContain(withdrawnKey);
    await jonas.withdraw({ key: withdrawnKey });
    const home = process.env.TEND_HOME;
    process.env.TEND_HOME = join(base.path, 'another-home');
    const elsewhere = await base.as('mara', own);
    if (home !== undefined) process.env.TEND_HOME = home;
    expect((await refusal(elsewhere.run({}))).code).toBe('TND-3109');
    expect((await refusal(elsewhere.withdraw({ key: personOf(9) }))).code).toBe('TND-3109');
  }, 120_000);

  test('other bytes in the place of an erased payload are a fault: the tombstone excuses only that it is gone', async () => {
    const { folder, mara } = await live(personOf, personOf);
    // Bytes that are not those of their name are for the audit to report, and keep nobody from being erased.
    mkdirSync(join(folder, '.tend/blobs/ab'), { recursive: true });
    writeFileSync(join(folder, '.tend/blobs/ab', 'cd'.repeat(31)), 'damaged');
    expect(await mara.withdraw({ key: withdrawnKey })).toMatchObject({ isComplete: true });
    await base.closeProjects();
    const database = new DatabaseSync(join(folder, '.tend/tend.db'));
    const [snapshot] = database.prepare("select bytes from record where kind = 'snapshot'").all();
    database.close();
    const { payload } = JSON.parse(String(snapshot?.bytes)).body as { payload: string };
    expect(filesWith(folder, Buffer.from(withdrawnKey))).toEqual(['strikes.csv']);
    const copy = base.copy(folder);
    // Somebody restores the erased payload from a backup, altered: the tombstone does not excuse bytes that are there.
    mkdirSync(join(copy, '.tend/blobs', payload.slice(0, 2)), { recursive: true });
    writeFileSync(join(copy, '.tend/blobs', payload.slice(0, 2), payload.slice(2)), 'other bytes');
    const audit = await (await base.as('mara', copy)).auditVerify({});
    expect(audit.problems.map(({ kind }) => kind)).toEqual(['payload']);
  }, 120_000);
});

describe('killed on the way', () => {
  test('running it again finishes: nothing is left, and the log verifies', async () => {
    const { folder } = await live(personOf, personOf);
    await base.closeProjects();
    const child = fileURLToPath(new URL('withdraw-child.ts', import.meta.url));
    const die = (target: string, moment: number) =>
      new Promise<{ readonly signal: NodeJS.Signals | null; readonly output: string }>((resolve) => {
        const args = [child, target, withdrawnKey, String(moment)];
        const running = execFile(process.execPath, args, (_error, output) =>
          resolve({ signal: running.signalCode, output }),
        );
      });
    const moments = Number((await die(base.copy(folder), 0)).output);
    expect(moments).toBeGreaterThan(20);
    const killed = Array.from({ length: 5 }, (_, i) => 3 + Math.floor((i * (moments - 3)) / 5));
    for (const moment of killed) {
      const copy = base.copy(folder);
      expect((await die(copy, moment)).signal, `moment ${moment}`).toBe('SIGKILL');
      const jonas = await base.as('jonas', copy);
      expect((await jonas.auditVerify({})).problems, `moment ${moment}`).toEqual([]);
      expect(await jonas.withdraw({ key: withdrawnKey }), `moment ${moment}`).toMatchObject({ isComplete: true });
      expect(filesWith(copy, Buffer.from(withdrawnKey)), `moment ${moment}`).toEqual(['strikes.csv']);
      const sketches = standsIn(profilesIn(copy)[0]?.sketches);
      expect(sketches, `moment ${moment}`).toEqual({ rows: 98, note: false, speed: false });
      expect((await jonas.auditVerify({})).problems, `moment ${moment}`).toEqual([]);
      await base.closeProjects();
    }
  }, 120_000);
});

describe.skipIf(postgres === undefined)('with the tables in PostgreSQL', () => {
  test('no row of any table holds the key', async () => {
    const databaseUrl = (await postgres?.createDatabase()) ?? '';
    const { folder, mara } = await live(personOf, personOf, { databaseUrl });
    const answer = await mara.withdraw({ key: withdrawnKey });
    expect(answer).toMatchObject({ isComplete: true, predictions: 1 });
    expect(filesWith(folder, Buffer.from(withdrawnKey))).toEqual(['strikes.csv']);
    expect((await mara.auditVerify({})).problems).toEqual([]);
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    onTestFinished(() => client.end());
    const tables = await client.query("select tablename from pg_tables where schemaname = 'public'");
    expect(tables.rows.length).toBeGreaterThan(20);
    for (const { tablename } of tables.rows as { tablename: string }[]) {
      const sql = `select count(*)::int as n from "${tablename}" as t where t::text like $1`;
      const { rows: found } = await client.query(sql, [`%${withdrawnKey}%`]);
      expect(found, tablename).toEqual([{ n: 0 }]);
    }
  }, 120_000);
});

test('the command line says nothing of the key', async () => {
  const { folder } = await live(personOf, personOf);
  await base.closeProjects();
  const shown = await runTend(folder, 'jonas', 'data', 'withdraw', '--key', withdrawnKey, '--json');
  expect(shown.exitCode).toBe(0);
  expect(shown.stdout + shown.stderr).not.toContain(withdrawnKey);
}, 120_000);

function raise(): never {
  throw new Error('there is no row');
}
