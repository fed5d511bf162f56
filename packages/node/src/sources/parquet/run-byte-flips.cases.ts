import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const entry = fileURLToPath(new URL('./byte-flips-process.cases.ts', import.meta.url));

/**
 * Counts how reading ends for a Parquet file with one changed bit, in cases `from` to before `to`. A case that ends the
 * process by a signal, as damaged bytes make DuckDB do now and then, is counted under it; the next goes on in another process.
 */
export async function runByteFlips(file: string, from: number, to: number): Promise<Record<string, number>> {
  const tally: Record<string, number> = {};
  const count = (outcome: string): void => {
    tally[outcome] = (tally[outcome] ?? 0) + 1;
  };
  for (let next = from; next < to; ) {
    const { outcomes, signal, code } = await runProcess(file, next, to);
    for (const outcome of outcomes) count(outcome);
    next += outcomes.length;
    if (next >= to) break;
    count(signal ?? `exit code ${code}`);
    next++;
  }
  return tally;
}

interface Ended {
  readonly outcomes: readonly string[];
  readonly signal: NodeJS.Signals | null;
  readonly code: number | null;
}

function runProcess(file: string, from: number, to: number): Promise<Ended> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', entry, file, `${from}`, `${to}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ outcomes: output.split('\n').slice(0, -1), signal, code }));
  });
}
