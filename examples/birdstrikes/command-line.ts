import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../packages/cli/bin/tend.js', import.meta.url));

export interface Finished {
  readonly exitCode: number;
  readonly stdout: string;
}

/** Runs a command as a person types it, shows it and what it says. `show: 'end'` keeps the last paragraph only. */
export async function tend(folder: string, line: string, show: 'all' | 'end' | 'nothing' = 'all'): Promise<Finished> {
  const args = line.match(/"[^"]*"|\S+/g)?.map((word) => word.replaceAll('"', '')) ?? [];
  if (show !== 'nothing') console.log(`\n$ tend ${line}`);
  const child = spawn(process.execPath, [program, ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', show === 'all' ? 'inherit' : 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (bytes) => {
    stdout += bytes;
  });
  child.stderr?.on('data', (bytes) => {
    stderr += bytes;
  });
  const exitCode = await new Promise<number>((resolve) => child.on('close', (code) => resolve(code ?? 1)));
  if (show === 'all') process.stdout.write(stdout);
  if (show === 'end') console.log(lastParagraph(exitCode === 0 ? stdout : stderr));
  return { exitCode, stdout };
}

function lastParagraph(text: string): string {
  return (
    text
      .trim()
      .split(/\n\s*\n/)
      .at(-1) ?? ''
  );
}

/** A finished stage as `tend run` shows it: glyph, stage, sentence, and its time at the right of 100 columns. */
export function stageLine(stage: string, sentence: string, durationMs: number): string {
  const time = `${(durationMs / 1000).toFixed(1)} s`;
  return `✓ ${stage.padEnd(10)}${sentence.padEnd(88 - time.length)}${time.padStart(time.length)}`;
}

export interface RunningServer {
  readonly address: string;
  readonly stop: () => Promise<void>;
}

/** Starts `tend serve` on a free port of this machine and waits until it answers. */
export async function startServer(folder: string): Promise<RunningServer> {
  console.log('\n$ tend serve --port 0');
  const child = spawn(process.execPath, [program, 'serve', '--port', '0', '--json'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = new Promise<void>((resolve) => child.on('close', () => resolve()));
  const address = await new Promise<string>((resolve, reject) => {
    let output = '';
    child.stdout.on('data', (bytes) => {
      output += bytes;
      for (const line of output.split('\n')) {
        if (!line.includes('"ready"')) continue;
        resolve((JSON.parse(line) as { address: string }).address);
      }
    });
    child.on('close', () => reject(new Error(`the server ended before it was ready: ${output}`)));
  });
  return {
    address,
    async stop() {
      child.kill('SIGTERM');
      await closed;
    },
  };
}
