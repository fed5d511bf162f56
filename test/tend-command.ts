import { type ChildProcess, spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { type Io, runCommand } from '@tend/cli';
import { openProject } from '@tend/node';
import type { ProblemJson } from '@tend/protocol';
import { serve } from '@tend/server';

/** The program itself. */
export const tendProgram: string = fileURLToPath(new URL('../packages/cli/bin/tend.js', import.meta.url));

export interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The lines of `--json`, where it was asked for. */
  readonly lines: readonly Readonly<Record<string, unknown>>[];
  /** What `--json` says of a failure. */
  readonly problem: ProblemJson | undefined;
}

export interface TendOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Runs the command under another program, such as `prlimit` with its options. */
  readonly under?: readonly string[];
  readonly onStart?: (child: ChildProcess) => void;
}

/** Runs one command line of the real program in a child process, in a folder. */
export function tend(folder: string, words: readonly string[], options: TendOptions = {}): Promise<Ended> {
  const [file = '', ...args] = [...(options.under ?? []), process.execPath, tendProgram, ...words];
  const child = spawn(file, args, {
    cwd: folder,
    env: { ...process.env, USER: 'mara', TEND_ACTOR: 'mara', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text;
  });
  options.onStart?.(child);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode) => resolve(ended(words, { exitCode, stdout, stderr })));
  });
}

/**
 * Runs one command line in this process, on the real adapters: the same answer without the second in which a process
 * starts, for cases that try the answer and not the process.
 */
export async function tendHere(folder: string, words: readonly string[]): Promise<Ended> {
  const [stdout, stderr]: [string[], string[]] = [[], []];
  const io: Io = {
    stdout: { isTTY: false, columns: undefined, write: (text) => void stdout.push(text) },
    stderr: { isTTY: false, columns: undefined, write: (text) => void stderr.push(text) },
    env: { ...process.env, TEND_ACTOR: 'mara' },
    cwd: folder,
    userName: 'mara',
    tempDir: tmpdir(),
    isInteractive: false,
    now: () => Date.now(),
    every(ms, tick) {
      const timer = setInterval(tick, ms);
      return () => clearInterval(timer);
    },
    readStdin: async () => '',
    ask: async () => undefined,
    watch: () => () => {},
  };
  const callers = {
    openProject,
    serve: async (options: Parameters<typeof serve>[0]) => (await serve(options)).stopped,
  };
  const exitCode = await runCommand(words, io, { callers, version: '0.0.0' });
  return ended(words, { exitCode, stdout: stdout.join(''), stderr: stderr.join('') });
}

function ended(words: readonly string[], said: Pick<Ended, 'exitCode' | 'stdout' | 'stderr'>): Ended {
  const lines = words.includes('--json') ? said.stdout.split('\n').flatMap(jsonLine) : [];
  const failure = lines.find(({ event }) => event === 'error');
  return { ...said, lines, problem: failure?.error as ProblemJson | undefined };
}

function jsonLine(text: string): Record<string, unknown>[] {
  return text === '' ? [] : [JSON.parse(text) as Record<string, unknown>];
}
