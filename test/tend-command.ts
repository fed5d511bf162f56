import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ProblemJson } from '@tend/protocol';

const program = fileURLToPath(new URL('../packages/cli/bin/tend.js', import.meta.url));

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
  const [file = '', ...args] = [...(options.under ?? []), process.execPath, program, ...words];
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
    child.on('close', (exitCode) => {
      const lines = words.includes('--json') ? stdout.split('\n').flatMap(jsonLine) : [];
      const failure = lines.find(({ event }) => event === 'error');
      resolve({ exitCode, stdout, stderr, lines, problem: failure?.error as ProblemJson | undefined });
    });
  });
}

function jsonLine(text: string): Record<string, unknown>[] {
  return text === '' ? [] : [JSON.parse(text) as Record<string, unknown>];
}
