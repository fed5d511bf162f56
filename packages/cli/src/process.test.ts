import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'tend-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const sample = fileURLToPath(new URL('./sample-main.cases.ts', import.meta.url));
const tendJs = fileURLToPath(new URL('../bin/tend.js', import.meta.url));

beforeAll(() => writeFileSync(join(folder, 'tend.yaml'), 'name: strikes\n'));

function start(script: string, argv: readonly string[], env: Record<string, string> = {}): ChildProcess {
  const clean = { PATH: process.env.PATH ?? '', HOME: folder, TMPDIR: folder, LANG: 'en_US.UTF-8', ...env };
  return spawn(process.execPath, [script, ...argv], { cwd: folder, env: clean, stdio: ['ignore', 'pipe', 'pipe'] });
}

async function finish(child: ChildProcess): Promise<{ out: string; err: string; exitCode: number | null }> {
  const [out, err, [exitCode]] = await Promise.all([text(child.stdout!), text(child.stderr!), once(child, 'close')]);
  return { out, err, exitCode: exitCode as number | null };
}

/** Resolves when the child has written `mark` to standard error. */
async function said(child: ChildProcess, mark: string): Promise<void> {
  let heard = '';
  for await (const chunk of child.stderr!.iterator({ destroyOnReturn: false })) {
    heard += String(chunk);
    if (heard.includes(mark)) return;
  }
  throw new Error(`the command ended without saying "${mark}": ${heard}`);
}

describe('the real program', () => {
  test('--help, without loading what makes other commands slow', async () => {
    const trace = join(folder, 'loaded.mjs');
    writeFileSync(
      trace,
      `import { registerHooks } from 'node:module';
      registerHooks({ resolve(name, context, next) {
        if (/^@tend(?!.protocol.number-format$)|^zod|duckdb|fastify/.test(name)) process.stderr.write('loads ' + name + '\\n');
        return next(name, context);
      } });`,
    );
    for (const argv of [['--help'], ['run', '--help'], ['--version']]) {
      const { out, err, exitCode } = await finish(start(tendJs, argv, { NODE_OPTIONS: `--import=${trace}` }));
      expect({ err, exitCode }).toEqual({ err: '', exitCode: 0 });
      expect(out).toMatch(/tend/);
    }
  }, 20_000);

  test('a wrong word costs exit code 2 and nothing else', async () => {
    const { out, err, exitCode } = await finish(start(tendJs, ['stauts']));
    expect({ out, exitCode }).toEqual({ out: '', exitCode: 2 });
    expect(err).toMatch(/^error\[TND-1003\]: there is no command "stauts"\n {2}expected {3}perhaps "status"\n/);
  }, 20_000);
});

describe('around a sample project', () => {
  test('results on one stream, progress on the other, no colour and nothing that moves in a pipe', async () => {
    const { out, err, exitCode } = await finish(start(sample, ['run'], { FORCE_COLOR: '1' }));
    expect(exitCode).toBe(0);
    expect(out).toContain('✓ iteration 1 is done: all 2 criteria pass\n');
    expect(err.split('\n').map((line) => line.slice(0, 11).trim())).toEqual([
      '✓ problem',
      '✓ data',
      '',
      '',
      '✓ train',
      '',
      '· audit',
      '',
    ]);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
    expect(out + err).not.toMatch(/[\u001b\r]/);
  }, 20_000);

  test('colours on a terminal, none with NO_COLOR', async () => {
    const terminal = join(folder, 'terminal.mjs');
    writeFileSync(terminal, 'for (const s of [process.stdout, process.stderr]) s.isTTY = true;');
    const env = { NODE_OPTIONS: `--import=${terminal}`, TERM: 'xterm' };
    const [coloured, plain] = await Promise.all([
      finish(start(sample, ['status'], env)),
      finish(start(sample, ['status'], { ...env, NO_COLOR: '1' })),
    ]);
    expect(coloured.out).toContain('\u001b[32m✓\u001b[39m');
    expect(plain.out).not.toContain('\u001b');
    expect(plain.out).toContain('✓ data');
  }, 20_000);

  test('ASCII where the locale is not UTF-8', async () => {
    const { out, err } = await finish(start(sample, ['run'], { LC_ALL: 'C' }));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the whole of ASCII is meant
    expect(out + err).toMatch(/^[\u0000-\u007f]+$/);
  }, 20_000);

  test('a reader that goes away is no error', async () => {
    const child = start(sample, ['run', '--json'], { SAMPLE: 'refused' });
    child.stdout!.destroy();
    const [err, [exitCode]] = await Promise.all([text(child.stderr!), once(child, 'exit')]);
    expect({ err, exitCode }).toEqual({ err: '', exitCode: 3 });
  }, 20_000);

  test('SIGINT: what is safe, the line that resumes, 130', async () => {
    const child = start(sample, ['run', '--threads', '2'], { SAMPLE: 'slow' });
    const [, , out] = await Promise.all([
      said(child, 'strikes.csv').then(() => child.kill('SIGINT')),
      said(child, 'npx --no-install tend run --threads 2'),
      text(child.stdout!),
    ]);
    const [exitCode] = child.exitCode === null ? await once(child, 'exit') : [child.exitCode];
    expect({ out, exitCode }).toEqual({ out: '', exitCode: 130 });
  }, 20_000);

  test.each([
    ['SIGTERM', 0],
    ['SIGINT', 130],
  ] as const)(
    'serve says where it is and ends in order on %s',
    async (signal, expected) => {
      const child = start(sample, ['serve']);
      let out = '';
      for await (const chunk of child.stdout!) {
        if (out === '') child.kill(signal);
        out += String(chunk);
      }
      const [exitCode] = child.exitCode === null ? await once(child, 'exit') : [child.exitCode];
      expect(exitCode).toBe(expected);
      expect(out).toMatch(/^✓ serving at http:\/\/127\.0\.0\.1:8080\n[\s\S]*✓ stopped/);
    },
    20_000,
  );
});
