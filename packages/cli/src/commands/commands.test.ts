import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { api, type OperationName } from '@tend/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commandList } from '../command-list.ts';
import { commandWords, parseArguments } from '../parse-arguments.ts';
import { runCommand } from '../run-command.ts';
import { sampleProject } from '../sample-project.cases.ts';
import { testIo } from '../test-io.cases.ts';

const folder = mkdtempSync(join(tmpdir(), 'tend-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeAll(() => {
  writeFileSync(join(folder, 'tend.yaml'), 'name: strikes\n');
  writeFileSync(
    join(folder, 'labels.csv'),
    'outcome,prediction,knownAt\ntrue,p1,2001-01-31\n0,p2,2001-01-31T12:00:00Z\n',
  );
  writeFileSync(
    join(folder, 'scored.json'),
    '[{"score":0.5},{"score":1,"row":{"size":null},"at":"2001-01-01","outcome":false,"knownAt":"2001-02-01"}]',
  );
  writeFileSync(join(folder, 'rows.json'), '[{"size":"Large"},{"size":null}]');
});

async function callsOf(
  argv: readonly string[],
  cwd = folder,
): Promise<readonly { operation: string; input: unknown }[]> {
  const sample = sampleProject();
  const io = testIo({ cwd, stdin: '{"size":"Small"}' });
  const callers = { openProject: async () => sample.project, serve: async () => {} };
  await runCommand(argv, io, { callers, version: '1.2.3' });
  expect(io.errText()).toBe('');
  expect(sample.isClosed).toBe(true);
  return sample.calls;
}

describe('arguments become the input of the operation', () => {
  const cases: readonly (readonly [readonly string[], OperationName, unknown])[] = [
    [
      ['init', '--data', 'strikes.csv', '--target', 'damage'],
      'init',
      { data: 'strikes.csv', target: 'damage', separate: false },
    ],
    [['run', '--hypothesis', 'h', '--threads', '2'], 'run', { hypothesis: 'h', threads: 2 }],
    [
      ['explore', 'newest', '--against', 'newest~1', '--columns', 'speed,size', '--no-html'],
      'explore',
      { data: 'newest', against: 'newest~1', columns: ['speed', 'size'], rows: 'train', html: false },
    ],
    [['status'], 'status', {}],
    [['why', 'p1'], 'why', { prediction: 'p1' }],
    [['predict', '--row', '{"size":"Large","speed":1.5}'], 'predict', { rows: [{ size: 'Large', speed: 1.5 }] }],
    [
      ['predict', '--rows', 'rows.json', '--version', 'v1'],
      'predict',
      { rows: [{ size: 'Large' }, { size: null }], version: 'v1' },
    ],
    [['predict', '--rows', '-'], 'predict', { rows: [{ size: 'Small' }] }],
    [
      ['evaluate', '--predictions', 'a/scores.csv', '--threshold', '-0.5'],
      'evaluate',
      { predictions: 'a/scores.csv', threshold: -0.5 },
    ],
    [['reject', 'v2', '--reason', 'no'], 'reject', { version: 'v2', reason: 'no' }],
    [
      ['waive', 'v2', '--criterion', 'recall', '--reason', 'r', '--until', '2027-01-01'],
      'waive',
      { version: 'v2', criterion: 'recall', reason: 'r', until: '2027-01-01' },
    ],
    [['data', 'take'], 'takeData', {}],
    [['data', 'list'], 'snapshots', {}],
    [['data', 'diff'], 'diffData', {}],
    [
      ['data', 'diff', 'newest~2', 'new.csv', '--key', 'id,day'],
      'diffData',
      { a: 'newest~2', b: 'new.csv', key: 'id,day' },
    ],
    [['data', 'rejected'], 'rejectedRows', {}],
    [['data', 'rejected', '84c0e1b3'], 'rejectedRows', { snapshot: '84c0e1b3' }],
    [['data', 'contract'], 'dataContract', {}],
    [['prepare'], 'recipe', {}],
    [['data', 'accept', '--reason', 'r'], 'acceptData', { reason: 'r' }],
    [['findings'], 'findings', { show: 'open' }],
    [['findings', '84c0e1b3', '--all', '--stage', 'data'], 'findings', { id: '84c0e1b3', show: 'all', stage: 'data' }],
    [['findings', 'resolve', '84c0', '--reason', 'r'], 'resolveFinding', { id: '84c0', reason: 'r' }],
    [
      ['findings', 'waive', '84c0', '--reason', 'r', '--until', '2027-01-01'],
      'waiveFinding',
      { id: '84c0', reason: 'r', until: '2027-01-01' },
    ],
    [['data', 'withdraw', '--key', 'C-1042', '--reason', 'r'], 'withdraw', { key: 'C-1042', reason: 'r' }],
    [['deploy', 'v2'], 'deploy', { version: 'v2' }],
    [['rollback', '--reason', 'r'], 'rollback', { reason: 'r' }],
    [
      ['label', '--file', 'labels.csv'],
      'label',
      {
        labels: [
          { prediction: 'p1', outcome: true, knownAt: '2001-01-31' },
          { prediction: 'p2', outcome: false, knownAt: '2001-01-31T12:00:00Z' },
        ],
      },
    ],
    [
      ['log', '--file', 'scored.json'],
      'log',
      {
        predictions: [
          { score: 0.5 },
          { score: 1, row: { size: null }, at: '2001-01-01', outcome: false, knownAt: '2001-02-01' },
        ],
      },
    ],
    [['monitor', '--as-of', '2001-06-30'], 'monitor', { asOf: '2001-06-30' }],
    [['reproduce', '--threads', '2'], 'reproduce', { threads: 2 }],
    [['audit', 'verify', '--checkpoint', '/kept/c.txt'], 'auditVerify', { checkpoint: '/kept/c.txt' }],
    [
      ['token', 'mara', '--permissions', 'read,approve', '--days', '30'],
      'token',
      { person: 'mara', permissions: ['read', 'approve'], days: 30 },
    ],
  ];

  test.each(cases)('%j', async (argv, operation, input) => {
    const calls = await callsOf([...argv, '-q']);
    expect(calls).toEqual([{ operation, input }]);
    expect(api[operation].input.safeParse(calls[0]?.input).error).toBeUndefined();
  });

  test('approve reviews first, then approves the same version', async () => {
    expect(await callsOf(['approve', 'v2', '--reason', 'good', '--yes', '-q'])).toEqual([
      { operation: 'review', input: { version: 'v2' } },
      { operation: 'approve', input: { version: 'v2', reason: 'good' } },
    ]);
  });

  test('a file outside the project keeps its absolute path', async () => {
    const [call] = await callsOf(['evaluate', '--predictions', '../scores.csv', '-q']);
    expect(call?.input).toEqual({ predictions: join(tmpdir(), 'scores.csv') });
  });

  test('every operation of the API table but the review and what explore gives has a command of its own', async () => {
    const called = [...cases.map(([, operation]) => operation), 'approve', 'review', 'exploration'];
    expect(Object.keys(api).filter((name) => !called.includes(name))).toEqual([]);
  });
});

describe.each(Object.keys(commandList))('tend %s', (name) => {
  test('has help whose examples parse, in lines of at most 100 columns', async () => {
    const { command } = await commandList[name]!.load();
    expect(command.name).toBe(name);
    expect(command.examples.length).toBeGreaterThan(0);
    for (const { words } of command.examples) {
      const argv = shellWords(words);
      const taken = new Set(
        commandWords(argv)
          .slice(0, name.split(' ').length)
          .map((word) => word.index),
      );
      expect([...taken].map((i) => argv[i]).join(' ')).toBe(name);
      parseArguments(
        argv.filter((_, i) => !taken.has(i)),
        command,
      );
    }
    const io = testIo();
    const callers = { openProject: () => expect.unreachable(), serve: () => expect.unreachable() };
    expect(await runCommand([...name.split(' '), '--help'], io, { callers, version: '1.2.3' })).toBe(0);
    expect(io.outText()).toContain(`usage: npx --no-install tend ${name}`);
    for (const line of io.outText().split('\n')) expect(line.length).toBeLessThanOrEqual(110);
  });
});

function shellWords(text: string): string[] {
  return [...text.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}
