import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Answers, Problem } from '@tend/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Callers, OpenOptions } from './callers.ts';
import { runCommand } from './run-command.ts';
import { answers, type SampleProject, sampleProject } from './sample-project.cases.ts';
import { type TestIo, type TestIoOptions, testIo } from './test-io.cases.ts';

const folder = mkdtempSync(join(tmpdir(), 'tend-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeAll(() => writeFileSync(join(folder, 'tend.yaml'), 'name: strikes\n'));

type Replaced = { [N in keyof Answers]?: (io: TestIo, options: OpenOptions) => Promise<Answers[N]> | Answers[N] };

interface Ran {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
  readonly sample: SampleProject;
  readonly opened: readonly { folder: string; actor: OpenOptions['actor'] }[];
}

async function tend(argv: readonly string[], options: TestIoOptions & { replaced?: Replaced } = {}): Promise<Ran> {
  const io = testIo({ cwd: folder, tempDir: folder, ...options });
  const opened: { folder: string; actor: OpenOptions['actor'] }[] = [];
  let sample = sampleProject();
  const callers: Callers = {
    async openProject(where, openOptions) {
      opened.push({ folder: where, actor: openOptions.actor });
      const entries = Object.entries(options.replaced ?? {}).map(([name, answer]) => [
        name,
        () => answer(io, openOptions),
      ]);
      sample = sampleProject(Object.fromEntries(entries));
      return sample.project;
    },
    async serve({ onReady, log, port, host, requireToken, allowedHosts, signal }) {
      log('no version is deployed');
      onReady(`http://${host}:${port}${requireToken ? ' token' : ''} ${allowedHosts.join(' ')}`.trim());
      io.interrupt();
      expect(signal.aborted).toBe(true);
    },
  };
  const exitCode = await runCommand(argv, io, { callers, version: '1.2.3' });
  return { exitCode, out: io.outText(), err: io.errText(), sample, opened };
}

const refusing =
  (problem: unknown): (() => never) =>
  () => {
    throw problem;
  };

describe('exit codes', () => {
  test.each<readonly [readonly string[], Replaced, number]>([
    [['run'], {}, 0],
    [['run'], { run: () => ({ ...answers.run, state: 'waiting' }) }, 4],
    [['run'], { run: () => ({ ...answers.run, state: 'refused' }) }, 3],
    [['evaluate', '--predictions', 'p.csv'], {}, 3],
    [['reproduce'], {}, 0],
    [['reproduce'], { reproduce: () => ({ ...answers.reproduce, isIdentical: false }) }, 3],
    [['audit', 'verify'], {}, 3],
    [['audit', 'verify'], { auditVerify: () => ({ ...answers.auditVerify, isValid: true, problems: [] }) }, 0],
    [['deploy'], { deploy: refusing(new Problem('TND-3101', { message: 'no' })) }, 3],
    [['deploy'], { deploy: refusing(new Problem('TND-3102', { message: 'an approval is missing' })) }, 4],
    [['why', 'x'], { why: refusing(new Problem('TND-1008', { message: 'nothing has this name' })) }, 2],
    [['status'], { status: refusing(new Problem('TND-4007', { message: 'the workspace is damaged' })) }, 1],
    [['status'], { status: refusing(new RangeError('boom')) }, 1],
    [['nonsense'], {}, 2],
    [['status', '--project', 'nowhere'], {}, 2],
    [['help', 'TND-3101'], {}, 0],
    [['help', 'TND-9999'], {}, 2],
    [[], {}, 0],
    [['--version'], {}, 0],
  ])('%j', async (argv, replaced, expected) => {
    const { exitCode } = await tend(argv, { replaced });
    expect(exitCode).toBe(expected);
  });

  test('the project is closed whatever happens', async () => {
    expect((await tend(['run'])).sample.isClosed).toBe(true);
    expect((await tend(['run'], { replaced: { run: refusing(new Error('x')) } })).sample.isClosed).toBe(true);
  });
});

describe('--json', () => {
  const lines = (out: string): unknown[] =>
    out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));

  test('events as they happen, the result last, nothing else', async () => {
    const run = (_io: TestIo, { onEvent }: OpenOptions): Answers['run'] => {
      onEvent({ event: 'stageStarted', stage: 'train' });
      onEvent({ event: 'progress', stage: 'train', done: 1, total: 2 });
      onEvent({ event: 'checkpoint', size: 41, rootHash: 'ab' });
      return answers.run;
    };
    const { out, err } = await tend(['run', '--json'], { replaced: { run } });
    expect(lines(out)).toEqual([
      { v: 1, event: 'stageStarted', stage: 'train' },
      { v: 1, event: 'progress', stage: 'train', done: 1, total: 2 },
      { v: 1, event: 'checkpoint', size: 41, rootHash: 'ab' },
      { v: 1, event: 'result', command: 'run', result: answers.run },
    ]);
    expect(err).toBe('');
  });

  test('an error is the last line, also when the words were wrong', async () => {
    const problem = new Problem('TND-3101', { message: 'the gate refuses v2', facts: { criterion: 'recall' } });
    const deploy = await tend(['deploy', '--json'], { replaced: { deploy: refusing(problem) } });
    expect(lines(deploy.out)).toEqual([{ v: 1, event: 'error', error: problem.toJSON(), exitCode: 3 }]);
    const wrong = await tend(['--json', 'stauts']);
    expect(lines(wrong.out)).toMatchObject([{ v: 1, event: 'error', error: { code: 'TND-1003' }, exitCode: 2 }]);
    expect(deploy.err + wrong.err).toBe('');
  });

  test('a review comes as an event, and approving needs --yes', async () => {
    const asked = await tend(['approve', '--json'], { isTTY: true, answer: 'y' });
    expect(lines(asked.out)).toMatchObject([
      { v: 1, event: 'review', review: { verdict: 'fail' } },
      { v: 1, event: 'error', error: { code: 'TND-1003' }, exitCode: 2 },
    ]);
    const approved = await tend(['approve', '--json', '--yes']);
    expect(lines(approved.out).at(-1)).toEqual({ v: 1, event: 'result', command: 'approve', result: answers.approve });
  });
});

describe('who acts, and where', () => {
  test('--as, then TEND_ACTOR, then the user; always claimed', async () => {
    const names = await Promise.all([
      tend(['status', '--as', 'mara'], { env: { TEND_ACTOR: 'bo' } }),
      tend(['status'], { env: { TEND_ACTOR: 'bo' } }),
      tend(['status'], { env: { TEND_ACTOR: '' } }),
    ]);
    expect(names.map(({ opened }) => opened[0]?.actor)).toEqual([
      { name: 'mara', knownBy: 'claimed' },
      { name: 'bo', knownBy: 'claimed' },
      { name: 'ana', knownBy: 'claimed' },
    ]);
    expect(names[0]?.opened[0]?.folder).toBe(folder);
  });

  test('init needs no project and opens the folder it is told', async () => {
    const { opened, sample } = await tend(['init', '--data', 'd.csv', '--target', 't', '--project', 'new'], {
      cwd: tmpdir(),
    });
    expect(opened[0]?.folder).toBe(join(tmpdir(), 'new'));
    expect(sample.calls[0]?.input).toMatchObject({ data: join(tmpdir(), 'd.csv') });
  });
});

describe('errors', () => {
  test('an unknown command names the nearest one', async () => {
    expect((await tend(['stauts'])).err).toBe(
      `
error[TND-1003]: there is no command "stauts"
  expected   perhaps "status"
  came       stauts
  next       npx --no-install tend status --help
  nothing was changed
`.trimStart(),
    );
    expect((await tend(['audit'])).err).toContain('perhaps "audit verify"');
    expect((await tend(['help', 'aprove'])).err).toContain('perhaps "approve"');
    expect((await tend(['help', 'tnd-3111'])).err).toContain('there is no code TND-3111');
  });

  test('a defect becomes one line and a log without the arguments', async () => {
    const error = new TypeError('boom\nsecond line', { cause: new Error('deeper') });
    const tempDir = mkdtempSync(join(folder, 'temp-'));
    const { err } = await tend(['predict', '--row', '{"secret":1}'], {
      tempDir,
      replaced: { predict: refusing(error) },
    });
    const path = /log {8}(.*)\n/.exec(err)?.[1] ?? '';
    expect(err.split('\n').slice(0, -1)).toEqual([
      'error[TND-9001]: an internal error: TypeError: boom',
      `  log        ${path}`,
    ]);
    const log = readFileSync(path, 'utf8');
    expect(log).toContain('command: predict');
    expect(log).toContain('caused by:\nError: deeper');
    expect(log).not.toContain('secret');
  });

  test('a log that cannot be written hides nothing', async () => {
    const { err, exitCode } = await tend(['status'], {
      tempDir: '/nowhere/at/all',
      replaced: { status: refusing(new Error('x')) },
    });
    expect(err).toContain('an internal error: Error: x\n  log        could not be written');
    expect(exitCode).toBe(1);
  });

  test('an error that no promise carries ends the command too', async () => {
    const tempDir = mkdtempSync(join(folder, 'temp-'));
    const run = (io: TestIo): Promise<never> => {
      io.crash(new Error('a worker died'));
      return new Promise(() => {});
    };
    const { exitCode, err } = await tend(['run'], { tempDir, replaced: { run } });
    expect(exitCode).toBe(1);
    expect(err).toContain('an internal error: Error: a worker died');
    expect(existsSync(/log {8}(.*)\n/.exec(err)?.[1] ?? '')).toBe(true);
  });

  test('a refused deployment shows its criteria first', async () => {
    const { err, out } = await tend(['deploy', 'v2'], {
      replaced: { deploy: refusing(new Problem('TND-3101', { message: 'the gate refuses v2' })) },
    });
    expect(out).toBe('');
    expect(err).toMatch(
      /^criterion +value.*\nrecall-large .*✗ fails\n[\s\S]*\n\nerror\[TND-3101\]: the gate refuses v2\n$/,
    );
  });
});

describe('approve', () => {
  test('shows all there is to see, asks, and approves', async () => {
    const { out, err, exitCode, sample } = await tend(['approve'], {
      isTTY: true,
      answer: 'y',
      env: { NO_COLOR: '1' },
    });
    expect(err.endsWith('\u001b[2KApprove strikes@v2 as ana (claimed)? [y/N] ')).toBe(true);
    expect(sample.calls.map((call) => call.operation)).toEqual(['review', 'approve']);
    expect(exitCode).toBe(0);
    const table = out.slice(out.indexOf('criterion '), out.indexOf('\n\nchanges'));
    expect(table).toContain('✗ fails');
    expect(out.replace(table, 'TABLE')).toBe(
      `
✗ strikes@v2: 2 pass, 1 cannot be shown, 1 fails
  digest     3f2a1b7c9d0e
  trained    boosted trees, by ana on 2026-11-20

TABLE

changes since the serving version
  · speeds before 2001-01-01 are in knots, later ones in km/h
  · trained on 1,210 rows more

open findings
  · warn: Repair cost betrays the outcome: 85% damaged where it is not zero
  · info: 24 rows stand twice

waivers
  none

an approval is bound to these digests: any change voids it
  data       d00000000000
  code       c00000000000
  model      e00000000000
  report     f00000000000
  card       .tend/cards/strikes-v2.md

✓ approved: strikes@v2 by mara (claimed)
  digest     3f2a1b7c9d0e
  reason     beats the rule on every slice
  next       npx --no-install tend deploy v2
`.trimStart(),
    );
  });

  test.each([['n'], [''], [undefined], ['yes please']])('the answer %j does not approve', async (answer) => {
    const { exitCode, sample, out } = await tend(['approve'], {
      isTTY: true,
      ...(answer === undefined ? {} : { answer }),
    });
    expect(exitCode).toBe(4);
    expect(sample.calls.map((call) => call.operation)).toEqual(['review']);
    expect(out).toContain('nothing was changed');
  });

  test('without a terminal it shows, approves nothing and says what to add', async () => {
    const { exitCode, err, out, sample } = await tend(['approve'], { answer: 'y' });
    expect(exitCode).toBe(2);
    expect(out).toContain('open findings');
    expect(err).toContain('next       npx --no-install tend approve 3f2a1b7c9d0e --as ana --yes');
    expect(sample.calls.map((call) => call.operation)).toEqual(['review']);
  });
});

describe('interrupts', () => {
  test('an operation that stops by itself: what is safe and the line that resumes', async () => {
    const run = (io: TestIo, { signal }: OpenOptions): Answers['run'] => {
      io.interrupt();
      if (signal.aborted) throw new Problem('TND-9002', { message: 'interrupted in train' });
      return answers.run;
    };
    const { exitCode, err } = await tend(['run', '--hypothesis', "it's km/h"], { replaced: { run } });
    expect(exitCode).toBe(130);
    expect(err).toBe(
      `
stopping at the next safe point; once more stops at once
error[TND-9002]: interrupted: every finished stage is stored and will be reused
  next       npx --no-install tend run --hypothesis 'it'\\''s km/h'
`,
    );
  });

  test.each([
    ['insisting', (io: TestIo) => io.interrupt()],
    ['time', (io: TestIo) => io.advance(3000)],
  ])('an operation that does not stop is ended by %s', async (_how, end) => {
    const run = (io: TestIo): Promise<never> => {
      io.interrupt();
      end(io);
      return new Promise(() => {});
    };
    const { exitCode, out } = await tend(['run', '--json'], { replaced: { run } });
    expect(exitCode).toBe(130);
    expect(JSON.parse(out)).toMatchObject({ event: 'error', error: { code: 'TND-9002' }, exitCode: 130 });
  });

  test('an operation that ends all the same has its result', async () => {
    const run = (io: TestIo): Answers['run'] => {
      io.interrupt();
      return answers.run;
    };
    expect((await tend(['run'], { replaced: { run } })).exitCode).toBe(0);
  });

  test('serve says where it is, what an operator should know, and ends in order', async () => {
    const plain = await tend(['serve', '--port', '0']);
    expect(plain.exitCode).toBe(130);
    expect(plain.out).toBe(
      `
✓ serving at http://127.0.0.1:0
  stop       Ctrl-C; every answer that was sent is in the log
✓ stopped: every answer that was sent is in the log
  next       npx --no-install tend serve
`.trimStart(),
    );
    expect(plain.err.startsWith('no version is deployed\n')).toBe(true);
    const open = await tend([
      'serve',
      '--host',
      '0.0.0.0',
      '--require-token',
      '--allow',
      'a.example,b.example',
      '--json',
    ]);
    expect(
      open.out
        .split('\n')
        .slice(0, 2)
        .map((line) => JSON.parse(line)),
    ).toEqual([
      { v: 1, event: 'log', line: 'no version is deployed' },
      { v: 1, event: 'ready', address: 'http://0.0.0.0:8080 token a.example b.example' },
    ]);
  });
});

test('data cannot write to the terminal', async () => {
  const status = (): Answers['status'] => ({ ...answers.status, objective: 'x\u001b[2Jy' });
  const { out } = await tend(['status'], { replaced: { status } });
  expect(out).toContain('objective  x\\u001b[2Jy');
  expect(out).not.toContain('\u001b');
});
