import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { api, type Operation, type OperationName, type Permission } from '@tend/protocol';
import { type RunningServer, serve } from '@tend/server';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { daysOff, promoted, runTend } from './routes.ts';
import { tendProgram } from './tend-command.ts';
import { requestOf, tinyBase, tinyRows } from './tiny-project.ts';

const base = tinyBase();
afterAll(() => base.close());

let ready = '';
let deployed = '';
beforeAll(async () => {
  ready = base.make();
  await (await base.as('mara', ready)).run({});
  await base.closeProjects();
  deployed = base.copy(ready);
  await (await base.as('jonas', deployed)).approve({});
  await (await base.as('mara', deployed)).deploy({});
  await base.closeProjects();
});

const permissions: readonly Permission[] = ['read', 'predict', 'train', 'approve', 'deploy', 'operate'];
const rows = (Object.keys(api) as OperationName[]).flatMap((name) => {
  const operation: Operation = api[name];
  return operation.http === undefined ? [] : [{ name, ...operation.http, permission: operation.permission }];
});

async function issue(folder: string, person: string, allowed: readonly Permission[], daysAgo = 0): Promise<string> {
  const operator = await base.as('operator', folder, { wrap: daysOff(-daysAgo) });
  const { token } = await operator.token({ person, permissions: [...allowed], days: 1 });
  await base.closeProjects();
  return token;
}

describe('over HTTP', () => {
  let folder = '';
  let server: RunningServer;
  beforeAll(async () => {
    folder = base.copy(ready);
    server = await serve({ folder, port: 0 });
  });
  afterAll(() => server.stop());

  async function ask(
    { method, path }: { readonly method: string; readonly path: string },
    headers: Readonly<Record<string, string>>,
    body?: object,
  ): Promise<{ readonly status: number; readonly body: Record<string, unknown> }> {
    const reply = await fetch(`${server.address}${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(method === 'GET' ? {} : { body: JSON.stringify(body ?? {}) }),
    });
    return { status: reply.status, body: (await reply.json()) as Record<string, unknown> };
  }
  const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });

  test('the API has rows to try', () => {
    expect(rows.length).toBeGreaterThan(10);
  });

  test.each(rows)('$name asks for a token that may $permission', async (row) => {
    const before = promoted(folder);
    const none = await ask(row, {});
    expect([none.status, none.body.code]).toEqual([401, 'TND-3107']);
    const unknown = await ask(row, bearer(`tend_${'0'.repeat(48)}`));
    expect([unknown.status, unknown.body.code]).toEqual([401, 'TND-3107']);
    const others = permissions.filter((permission) => permission !== row.permission);
    const lacking = await ask(row, bearer(await issue(folder, 'jonas', others)));
    expect([lacking.status, lacking.body.code]).toEqual([403, 'TND-3107']);
    expect(promoted(folder)).toEqual(before);
  });

  test('a token holds for its days and no longer', async () => {
    const status = { method: 'GET', path: '/api/v1/status' };
    const valid = await issue(folder, 'jonas', ['read'], 0.9);
    expect((await ask(status, bearer(valid))).status).toBe(200);
    const expired = await issue(folder, 'jonas', ['read'], 1.1);
    expect(await ask(status, bearer(expired))).toMatchObject({
      status: 401,
      body: { message: 'the token is unknown or has expired' },
    });
  });

  test('nobody acts under a name that is only claimed', async () => {
    const approve = { method: 'POST', path: '/api/v1/approve' };
    const trainer = await issue(folder, 'mara', ['approve', 'read']);
    for (const claim of ['actor', 'as', 'person', 'knownBy'])
      expect((await ask(approve, bearer(trainer), { [claim]: 'jonas' })).status, claim).toBe(400);
    const claims = { 'x-tend-actor': 'jonas', 'x-forwarded-user': 'jonas', 'x-actor': 'jonas', from: 'jonas' };
    const refused = await ask(
      { ...approve, path: `${approve.path}?as=jonas&actor=jonas` },
      { ...bearer(trainer), ...claims },
    );
    expect(refused).toMatchObject({ status: 403, body: { code: 'TND-3103', came: 'mara' } });
    const second = await issue(folder, 'jonas', ['approve', 'read']);
    const done = await ask(approve, { ...bearer(second), 'x-tend-actor': 'vera' });
    expect(done).toMatchObject({ status: 200, body: { approval: { person: 'jonas', knownBy: 'token' } } });
  });
});

/** A process that stays, with its lines of JSON as they come. */
function stay(folder: string, ...words: readonly string[]): { child: ChildProcess; ready: Promise<string> } {
  const child = spawn(process.execPath, [tendProgram, ...words, '--project', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ready = (async () => {
    for await (const line of createInterface({ input: child.stdout })) {
      const event = JSON.parse(line) as { event: string; address?: string };
      if (event.event === 'ready') return event.address ?? '';
    }
    throw new Error('the server ended before it was ready');
  })();
  return { child, ready };
}

test('a server answers while other processes ask, run and look', async () => {
  const folder = base.copy(deployed);
  const { child, ready: started } = stay(folder, 'serve', '--port', '0', '--json');
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const address = await started;
  const ask = async (count: number, seed: number): Promise<readonly string[]> => {
    const reply = await fetch(`${address}/invocations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ instances: tinyRows({ count, seed, firstDay: 91 }).map(requestOf) }),
    });
    expect(reply.status).toBe(200);
    return ((await reply.json()) as { prediction_ids: readonly string[] }).prediction_ids;
  };
  const [first = ''] = await ask(3, 1);
  let isDone = false;
  const answered: string[] = [];
  const traffic = (async () => {
    for (let seed = 2; !isDone; seed++) answered.push(...(await ask(5, seed)));
  })();
  const others = await Promise.all([
    runTend(folder, 'mara', 'why', first, '--json'),
    runTend(folder, 'mara', 'status', '--json'),
    runTend(folder, 'mara', 'run', '--json'),
    runTend(folder, 'mara', 'monitor', '--json'),
  ]);
  isDone = true;
  await traffic;
  expect(others.map(({ stderr }) => stderr)).toEqual(['', '', '', '']);
  const [why, status, run, monitor] = others.map(({ exitCode }) => exitCode);
  expect([why, status, monitor]).toEqual([0, 0, 0]);
  // Done; or waiting, where somebody edited the sources since the preparation: another engine makes another version.
  expect([0, 4]).toContain(run);
  expect(new Set(answered).size).toBe(answered.length);
  const last = JSON.parse(others[0]?.stdout.trim().split('\n').at(-1) ?? '') as { result: { prediction: string } };
  expect(last.result.prediction).toBe(first);
  const project = await base.as('mara', folder);
  expect((await project.why({ prediction: answered.at(-1) ?? '' })).prediction).toBe(answered.at(-1));
  expect(await project.auditVerify({})).toMatchObject({ isValid: true, problems: [] });
  await base.closeProjects();
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  expect(await exited).toEqual([0, null]);
});

test('of two runs at once one works and the other says so', async () => {
  const folder = base.make();
  const runs = await Promise.all([runTend(folder, 'mara', 'run', '--json'), runTend(folder, 'jonas', 'run', '--json')]);
  const codes = runs.map(({ exitCode }) => exitCode).sort();
  // The later one may also come when the first is done: then it reuses everything.
  expect([
    [2, 4],
    [4, 4],
  ]).toContainEqual(codes);
  for (const { exitCode, stdout } of runs) if (exitCode === 2) expect(stdout).toContain('TND-4003');
  const project = await base.as('mara', folder);
  expect((await project.status({})).versions.length).toBe(1);
  expect(await project.auditVerify({})).toMatchObject({ isValid: true, problems: [] });
  await base.closeProjects();
});
