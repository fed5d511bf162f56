import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProgressEvent } from '@tend/lifecycle';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { type Ended, tend } from './tend-command.ts';
import { requestOf, tinyBase, tinyRows } from './tiny-project.ts';

const base = tinyBase();
afterEach(() => base.closeProjects());
afterAll(() => base.close());

const alone = '{required: 1, separate: false}';
const row = JSON.stringify(tinyRows({ firstDay: 366, count: 1 }).map(requestOf)[0]);

function edit(folder: string, before: string, after: string): void {
  const path = join(folder, 'tend.yaml');
  const text = readFileSync(path, 'utf8');
  if (!text.includes(before)) throw new Error(`the charter has no ${before}`);
  writeFileSync(path, text.replace(before, after));
}

/** A project whose search takes seconds, so that others can come in between. */
function slowProject(): string {
  const folder = base.make({ approvals: alone });
  edit(folder, 'trials: 6', 'trials: 300');
  return folder;
}

/** Starts a command of the line protocol and tells when a line of it has come. */
function start(folder: string, words: readonly string[]) {
  let kill: (signal: NodeJS.Signals) => void = () => {};
  let output = '';
  const waiting: { readonly pattern: RegExp; readonly resolve: (line: string) => void }[] = [];
  const look = (): void => {
    for (const { pattern, resolve } of waiting) {
      const line = output.split('\n').find((text) => pattern.test(text));
      if (line !== undefined) resolve(line);
    }
  };
  const ended: Promise<Ended> = tend(folder, words, {
    onStart: (child) => {
      kill = (signal) => child.kill(signal);
      child.stdout?.on('data', (text) => {
        output += text;
        look();
      });
    },
  });
  return {
    ended,
    kill: (signal: NodeJS.Signals) => kill(signal),
    /** Rejects where the command ends without such a line. */
    said: (pattern: RegExp): Promise<string> =>
      new Promise((resolve, reject) => {
        waiting.push({ pattern, resolve });
        look();
        ended.then(({ stdout, stderr }) => reject(new Error(`never said ${pattern}: ${stdout}${stderr}`)), reject);
      }),
  };
}

test('of two runs at once one works, and the other is told so and changes nothing', async () => {
  const folder = slowProject();
  const first = start(folder, ['run', '--threads', '1', '--json']);
  await first.said(/"progress"/);
  const second = await tend(folder, ['run', '--json']);
  expect(second.problem).toMatchObject({
    code: 'TND-4003',
    message: 'another process works on the iteration',
    next: ['wait until it is done and try again'],
  });
  expect(second.exitCode).toBe(2);
  first.kill('SIGINT');
  await first.ended;
  edit(folder, 'trials: 300', 'trials: 3');
  expect(await tend(folder, ['run', '--threads', '1'])).toMatchObject({ exitCode: 4 });
  expect(await tend(folder, ['audit', 'verify'])).toMatchObject({ exitCode: 0 });
});

test('an interrupted run says what is safe and how to go on; the next one reuses what was finished', async () => {
  const folder = slowProject();
  const running = start(folder, ['run', '--threads', '1', '--json']);
  await running.said(/"progress"/);
  running.kill('SIGINT');
  const { exitCode, problem } = await running.ended;
  expect(exitCode).toBe(130);
  expect(problem).toMatchObject({ code: 'TND-9002', next: ['npx --no-install tend run --threads 1 --json'] });
  expect(problem?.message).toBe('interrupted: every finished stage is stored and will be reused');

  edit(folder, 'trials: 300', 'trials: 3');
  const next = await tend(folder, ['run', '--threads', '1']);
  expect(next.exitCode).toBe(4);
  const stages = next.stderr.split('\n').filter((line) => line.startsWith('✓ '));
  expect(stages.map((line) => [line.split(/\s+/)[1], line.endsWith('reused')])).toEqual([
    ['problem', true],
    ['data', true],
    ['explore', true],
    ['prepare', true],
    ['train', false],
    ['evaluate', false],
    ['govern', false],
  ]);
  const { lines } = await tend(folder, ['status', '--json']);
  expect(lines.at(-1)).toMatchObject({ result: { iteration: { number: 1, state: 'waiting' } } });
});

test('other commands use the project while it is served, and it ends in order', async () => {
  const folder = base.make({ approvals: alone });
  const project = await base.as('mara', folder);
  await project.run({ threads: 1 });
  await project.approve({ version: 'v1' });
  await project.deploy({ version: 'v1' });
  await base.closeProjects();

  const server = start(folder, ['serve', '--port', '0', '--json']);
  const { address } = JSON.parse(await server.said(/"ready"/)) as { address: string };
  const answer = await fetch(`${address}/invocations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: `{"instances": [${row}]}`,
  });
  const { prediction_ids: ids } = (await answer.json()) as { prediction_ids: readonly string[] };
  const id = ids[0] ?? '';
  const [why, status, own] = await Promise.all([
    tend(folder, ['why', id, '--json']),
    tend(folder, ['status', '--json']),
    tend(folder, ['predict', '--row', row ?? '', '--json']),
  ]);
  expect(why.lines.at(-1)).toMatchObject({ result: { prediction: id } });
  expect(status.lines.at(-1)).toMatchObject({ result: { serving: { version: 1 } } });
  expect(own.exitCode).toBe(0);
  server.kill('SIGTERM');
  expect(await server.ended).toMatchObject({ exitCode: 0 });
  const after = await tend(folder, ['status', '--json']);
  expect(after.lines.at(-1)).toMatchObject({ result: { serving: { predictions: 2 } } });
});

describe('a run repeats exactly the stages after a change', () => {
  const all = ['problem', 'data', 'explore', 'prepare', 'train', 'evaluate', 'govern'];
  const folder = base.make();

  /** The stages that a run did not reuse. */
  async function done(): Promise<readonly string[]> {
    const events: ProgressEvent[] = [];
    const project = await base.as('mara', folder, { onEvent: (event) => events.push(event) });
    await project.run({ threads: 1 });
    const ended = events.flatMap((event) => (event.event === 'stageDone' ? [event] : []));
    expect(ended.map(({ stage }) => stage)).toEqual(all);
    return ended.filter(({ state }) => state !== 'reused').map(({ stage }) => stage);
  }

  test.each([
    { change: 'first', from: '', to: '', expected: all },
    { change: 'nothing', from: '', to: '', expected: [] },
    { change: 'a criterion', from: 'atLeast: 0.8', to: 'atLeast: 0.7', expected: ['evaluate', 'govern'] },
    { change: 'who approves', from: 'required: 1', to: 'required: 2', expected: ['evaluate', 'govern'] },
    { change: 'the budget', from: 'trials: 6', to: 'trials: 3', expected: ['train', 'evaluate', 'govern'] },
    {
      change: 'the rule',
      from: 'rule: speed > 140',
      to: 'rule: speed > 135',
      expected: all.filter((stage) => stage !== 'data'),
    },
    {
      change: 'a column is excluded',
      from: '  contract:',
      to: '  exclude: [{column: phase, reason: known later, by: mara}]\n  contract:',
      expected: all,
    },
    { change: 'nothing again', from: '', to: '', expected: [] },
  ])('$change', async ({ from, to, expected }) => {
    if (from !== '') edit(folder, from, to);
    expect(await done()).toEqual(expected);
  });

  test('the data', async () => {
    const path = join(folder, 'strikes.csv');
    writeFileSync(path, readFileSync(path, 'utf8').replace(/\n$/, '\n2024-03-15,120.5,30.1,climb,no\n'));
    expect(await done()).toEqual(all);
    expect(await done()).toEqual([]);
  });
});
