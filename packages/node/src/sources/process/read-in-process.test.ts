import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refusal } from '../../../../../test/refusal.ts';
import { defaultReadLimits, type ReadLimits } from '../read-limits.ts';
import { readInProcess } from './read-in-process.ts';
import { makeScratchFolder, removeScratchFolder } from './scratch-folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'tend-process-'));
afterAll(() => rmSync(folder, { recursive: true }));
beforeAll(() => {
  // A million lines take far longer to read than it takes to stop the process.
  writeFileSync(join(folder, 'many.jsonl'), '{"a":1,"b":"some text"}\n'.repeat(1_000_000));
  writeFileSync(join(folder, 'few.jsonl'), '{"a":1}\n');
});

async function attempt(source: string, limits: Partial<ReadLimits>) {
  const scratch = await makeScratchFolder();
  try {
    const request = { source, columns: {}, missing: {}, maxRejected: '0%' };
    return await readInProcess({ request, folder, scratch, limits: { ...defaultReadLimits, ...limits } });
  } finally {
    await removeScratchFolder(scratch);
  }
}

describe('a reading that goes too far is killed', { timeout: 30_000 }, () => {
  test('in time', async () => {
    const { code, detail } = await refusal(attempt('many.jsonl', { durationMs: 200 }));
    expect({ code, message: detail.message }).toEqual({
      code: 'TND-1201',
      message: 'many.jsonl takes more than 0.2 seconds to be read, so the reading was stopped',
    });
    expect(detail.next?.[0]).toContain('TEND_READ_SECONDS');
  });

  // Elsewhere nobody tells how much memory another process has.
  test.skipIf(process.platform !== 'linux')('in memory', async () => {
    const { code, detail } = await refusal(attempt('few.jsonl', { residentBytes: 2 ** 25 }));
    expect({ code, message: detail.message }).toEqual({
      code: 'TND-1201',
      message: 'few.jsonl needs more than 32 MiB of memory to be read, so the reading was stopped',
    });
  });

  test('in text', async () => {
    const { detail } = await refusal(attempt('many.jsonl', { totalBytes: 2 ** 20 }));
    expect(detail.message).toContain('comes to more than 1 MiB of text');
  });
});

// The process that reads is found through /proc.
describe.skipIf(process.platform !== 'linux')('what ends from outside', { timeout: 60_000 }, () => {
  const entry = fileURLToPath(new URL('./reading-owner.cases.ts', import.meta.url));

  /** A process that reads `many.jsonl`, with a folder for temporary files of its own. */
  function owner() {
    const temporary = mkdtempSync(join(folder, 'tmp-'));
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', entry, folder], {
      env: { ...process.env, TMPDIR: temporary },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    return {
      temporary,
      child,
      /** The reading process, once it writes. */
      reader: () =>
        until(() => {
          const scratch = readdirSync(temporary).find((name) => name.startsWith('tend-reading-'));
          const started = scratch !== undefined && existsSync(join(temporary, scratch, '0.csv'));
          return started ? childOf(child.pid) : undefined;
        }),
      ended: new Promise<string>((resolve) => child.on('close', () => resolve(output))),
    };
  }

  test('a reading process that is killed is TND-1201, and leaves nothing', async () => {
    const { temporary, reader, ended } = owner();
    process.kill(await reader(), 'SIGKILL');
    expect(JSON.parse(await ended)).toMatchObject({
      code: 'TND-1201',
      message: 'the process that read many.jsonl ended before it was done',
      came: 'signal SIGKILL',
    });
    expect(readdirSync(temporary)).toEqual([]);
  });

  test('an interrupted reading is TND-9002, ends its process, and leaves nothing', async () => {
    const { temporary, child, reader, ended } = owner();
    const pid = await reader();
    child.kill('SIGINT');
    expect(JSON.parse(await ended)).toMatchObject({ code: 'TND-9002' });
    expect(isRunning(pid)).toBe(false);
    expect(readdirSync(temporary)).toEqual([]);
  });

  test('a reading whose owner is killed ends, and the next reading removes what it left', async () => {
    const { temporary, child, reader, ended } = owner();
    const pid = await reader();
    child.kill('SIGKILL');
    await ended;
    await until(() => (isRunning(pid) ? undefined : true));
    expect(readdirSync(temporary)).toHaveLength(1);
    mkdirSync(join(temporary, 'tend-reading-other'));
    const before = process.env.TMPDIR;
    process.env.TMPDIR = temporary;
    try {
      const scratch = await makeScratchFolder();
      expect(readFileSync(join(scratch, 'owner'), 'utf8')).toContain(String(process.pid));
      await removeScratchFolder(scratch);
    } finally {
      if (before === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = before;
    }
    // A folder without an owner may be one that is being made.
    expect(readdirSync(temporary)).toEqual(['tend-reading-other']);
  });
});

async function until<T>(look: () => T | undefined): Promise<T> {
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

function childOf(pid: number | undefined): number | undefined {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return text === '' ? undefined : Number(text.split(' ')[0]);
}
