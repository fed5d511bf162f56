import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serve } from '@tend/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Attempt, expectStatus, insertDirectly, promoted, routes, runTend, withDatabase } from './routes.ts';
import { failing, passing, requestOf, tinyBase, tinyRows, writeCharter } from './tiny-project.ts';

const base = tinyBase();
afterAll(() => base.close());

const roles = ['data', 'code', 'model', 'report'] as const;
type Role = (typeof roles)[number];
const deploy: Attempt = { operation: 'deploy', input: { version: 'v1' } };
const oneRow = tinyRows({ count: 1, seed: 5 }).map(requestOf);

let approved = '';
let deployed = '';
/** The files behind the digests that the approval is bound to, relative to a folder. */
let files: Readonly<Record<Role, string>>;

beforeAll(async () => {
  approved = base.make();
  await (await base.as('mara', approved)).run({});
  const jonas = await base.as('jonas', approved);
  await jonas.approve({ reason: 'looked at it' });
  const { bound } = await jonas.review({});
  const fileOf = (digest: string): string => join('.tend', 'blobs', digest.slice(0, 2), digest.slice(2));
  files = {
    data: fileOf(bound.data),
    code: fileOf(bound.code),
    model: fileOf(bound.model),
    report: fileOf(bound.report),
  };
  await base.closeProjects();
  deployed = base.copy(approved);
  await (await base.as('mara', deployed)).deploy({});
  await base.closeProjects();
});

/** Flips one byte of the file behind a bound digest; gives what puts it back. */
function flip(folder: string, role: Role): () => void {
  const path = join(folder, files[role]);
  const before = readFileSync(path);
  const after = Buffer.from(before);
  const at = (before.length * 2) / 3;
  after[Math.floor(at)] = (after[Math.floor(at)] ?? 0) ^ 0x20;
  writeFileSync(path, after);
  return () => writeFileSync(path, before);
}

async function attempt(route: string, folder: string, what: Attempt) {
  const run = routes[route];
  if (run === undefined) throw new RangeError(`there is no route ${route}`);
  return run(base, folder, 'mara', what);
}

async function approvalsOf(folder: string) {
  const status = await (await base.as('auditor', folder)).status({});
  await base.closeProjects();
  return status.versions[0]?.approvals ?? [];
}

interface Entry {
  readonly action: string;
  readonly actor: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

function lastEntry(folder: string, action: string): Entry | undefined {
  const rows = withDatabase(folder, (db) => db.prepare('select bytes from audit_entry order by seq desc').all());
  return rows.map((row) => JSON.parse(String(row.bytes)) as Entry).find((entry) => entry.action === action);
}

/** Starts a server and stops it: the code of the refusal, or what it answered. */
async function start(folder: string): Promise<string> {
  try {
    const server = await serve({ folder, port: 0 });
    const reply = await fetch(`${server.address}/v2/health/ready`);
    await server.stop();
    return reply.ok ? 'ready' : 'not ready';
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}

describe.each(roles)('one byte of the %s', (role) => {
  test.each(Object.keys(routes))('voids the approval and refuses the deployment by %s', async (route) => {
    const folder = base.copy(approved);
    const restore = flip(folder, role);
    const before = promoted(folder);
    const end = await attempt(route, folder, deploy);
    expect(end.code).toBe('TND-3104');
    expectStatus(route, end, 3, 409);
    const reason = new RegExp(`the ${role} [0-9a-f]+ does not hash to its digest or is gone`);
    expect(end.came).toMatch(reason);
    expect(promoted(folder)).toEqual(before);

    const approvals = await approvalsOf(folder);
    expect(approvals).toEqual([expect.objectContaining({ person: 'jonas', voided: expect.stringMatching(reason) })]);
    const entry = lastEntry(folder, 'approvals voided');
    expect(entry).toMatchObject({
      actor: 'mara',
      facts: { approvals: [approvals[0]?.id], reason: expect.stringMatching(reason) },
    });
    expect(insertDirectly(folder)).toBe('approvals: asked 1 by others than mara, who trained, got 0');

    restore();
    const jonas = await base.as('jonas', folder);
    await expect(jonas.deploy({})).rejects.toMatchObject({ code: 'TND-3102' });
    expect((await jonas.status({})).versions[0]?.approvals[0]?.voided).toMatch(reason);
    await jonas.approve({ reason: 'looked again' });
    await jonas.deploy({});
    expect(await jonas.auditVerify({})).toMatchObject({ isValid: true });
    await base.closeProjects();
  });

  test('keeps a server from starting until somebody approves again', async () => {
    const folder = base.copy(deployed);
    const restore = flip(folder, role);
    expect(await start(folder)).toBe('TND-3104');
    expect(await start(folder)).toBe('TND-3104');
    expect(await approvalsOf(folder)).toEqual([expect.objectContaining({ voided: expect.stringContaining(role) })]);
    expect(lastEntry(folder, 'approvals voided')).toMatchObject({ actor: 'tend serve' });
    const mara = await base.as('mara', folder);
    await expect(mara.predict({ rows: oneRow })).rejects.toMatchObject({ code: 'TND-3104' });
    restore();
    expect(await start(folder)).toBe('TND-3104');
    await (await base.as('jonas', folder)).approve({ reason: 'looked again' });
    await base.closeProjects();
    expect(await start(folder)).toBe('ready');
  });
});

test('the command line refuses to serve what has changed, with exit code 3', async () => {
  const folder = base.copy(deployed);
  flip(folder, 'model');
  const { exitCode, stdout } = await runTend(folder, 'mara', 'serve', '--port', '0', '--json');
  expect(exitCode).toBe(3);
  expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toMatchObject({ error: { code: 'TND-3104' } });
});

test('a version whose evidence has changed cannot be rolled back to', async () => {
  const folder = base.copy(deployed);
  writeCharter(folder, { split: '{by: time, train: {until: 2024-02-10}, test: {from: 2024-02-10}}' });
  const mara = await base.as('mara', folder);
  await mara.run({});
  await (await base.as('jonas', folder)).approve({ version: 'v2' });
  await mara.deploy({ version: 'v2' });
  const restore = flip(folder, 'model');
  const before = promoted(folder);
  await expect(mara.rollback({ reason: 'a drill' })).rejects.toMatchObject({ code: 'TND-3104' });
  restore();
  await expect(mara.rollback({ reason: 'a drill' })).rejects.toMatchObject({ code: 'TND-3104' });
  expect(promoted(folder)).toEqual(before);
  await (await base.as('vera', folder)).approve({ version: 'v1' });
  expect((await mara.rollback({ reason: 'a drill' })).deployment.version).toBe(1);
  await base.closeProjects();
});

describe('a newer evaluation', () => {
  test('that fails voids the approval, on every route', async () => {
    const folder = base.copy(approved);
    writeCharter(folder, { criteria: [...passing, failing] });
    const mara = await base.as('mara', folder);
    const run = await mara.run({});
    expect(run).toMatchObject({ state: 'refused', version: { number: 1 } });
    await base.closeProjects();
    const voided = /^a newer evaluation does not pass: saves-a-fortune asked at most -1,000, got -/;
    expect(await approvalsOf(folder)).toEqual([expect.objectContaining({ voided: expect.stringMatching(voided) })]);
    expect(lastEntry(folder, 'stage govern done')?.facts).toMatchObject({
      voided: [expect.stringMatching(/^[0-9a-f]{16}$/)],
      reason: expect.stringMatching(voided),
    });
    for (const route of Object.keys(routes)) {
      const end = await attempt(route, folder, deploy);
      expect(end.code).toBe('TND-3101');
      expectStatus(route, end, 3, 409);
    }
    expect(insertDirectly(folder)).toMatch(/^criterion saves-a-fortune: asked at most -1,000, got/);
    // Taking the criterion back is a newer evaluation again: the void approval stays void.
    writeCharter(folder);
    const again = await base.as('mara', folder);
    expect(await again.run({})).toMatchObject({ state: 'waiting', version: { number: 1 } });
    await expect(again.deploy({})).rejects.toMatchObject({ code: 'TND-3102' });
    expect((await again.run({})).stages.map(({ state }) => state)).toEqual(Array(7).fill('reused'));
    await base.closeProjects();
  });

  test('that fails keeps a server from starting, one that passes does not', async () => {
    const failed = base.copy(deployed);
    writeCharter(failed, { criteria: [...passing, failing] });
    await (await base.as('mara', failed)).run({});
    await base.closeProjects();
    expect(await start(failed)).toBe('TND-3104');

    const passed = base.copy(deployed);
    writeCharter(passed, { criteria: [...passing, '{id: finds, metric: recall, atLeast: 0.1}'] });
    const run = await (await base.as('mara', passed)).run({});
    expect(run).toMatchObject({ state: 'done', version: { number: 1, isServing: true } });
    await base.closeProjects();
    expect(await start(passed)).toBe('ready');
  });

  test('of a version that nobody promoted yet needs its own approval even where it passes', async () => {
    const folder = base.copy(approved);
    writeCharter(folder, { criteria: [...passing, '{id: finds, metric: recall, atLeast: 0.1}'] });
    const mara = await base.as('mara', folder);
    expect(await mara.run({})).toMatchObject({ state: 'waiting', version: { number: 1 } });
    await expect(mara.deploy({})).rejects.toMatchObject({ code: 'TND-3102' });
    await base.closeProjects();
    expect(insertDirectly(folder)).toBe('approvals: asked 1 by others than mara, who trained, got 0');
  });
});

test('why names the evaluation that a version was promoted on, whatever is evaluated beside it', async () => {
  const folder = base.copy(deployed);
  const mara = await base.as('mara', folder);
  const [{ id } = { id: '' }] = (await mara.predict({ rows: oneRow })).predictions;
  const evaluationOf = async () =>
    (await mara.why({ prediction: id ?? '' })).chain.find(({ kind }) => kind === 'evaluation');
  const before = await evaluationOf();
  expect(before?.summary).toMatch(/^2 of 2 criteria pass/);
  writeCharter(folder, { criteria: [...passing, failing] });
  expect((await mara.run({})).version?.number).toBe(1);
  expect(await evaluationOf()).toEqual(before);
  await base.closeProjects();
});
