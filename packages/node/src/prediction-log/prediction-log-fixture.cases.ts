import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LoggedPrediction, PredictionLog } from '@tend/lifecycle';
import { onTestFinished } from 'vitest';
import { openPredictionLog, type PredictionLogOptions } from './open-prediction-log.ts';

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tend-predictions-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A log that is closed after the test. */
export function openLog(folder: string, options: Partial<PredictionLogOptions> = {}): PredictionLog {
  const log = openPredictionLog({ folder, ...options });
  onTestFinished(() => log.close());
  return log;
}

export function prediction(index: number, deploymentId: string = 'd3f9'): Omit<LoggedPrediction, 'id'> {
  return {
    deploymentId,
    versionDigest: 'ab'.repeat(32),
    at: 1_700_000_000_000 + index,
    eventTime: index % 3 === 0 ? null : index * 86_400_000,
    row: { index, 'Wildlife: Size': index % 2 === 0 ? 'Größe "L"\n' : null, speed: index / 7, night: index % 5 === 0 },
    score: 1 / (index + 1),
    isPositive: index % 4 === 0,
  };
}

export async function scanned(log: PredictionLog, deploymentId: string = 'd3f9'): Promise<readonly LoggedPrediction[]> {
  const all: LoggedPrediction[] = [];
  for await (const one of log.scan(deploymentId)) all.push(one);
  return all;
}

export function segmentFiles(folder: string, deploymentId: string = 'd3f9'): readonly string[] {
  return readdirSync(join(folder, deploymentId)).map((name) => join(folder, deploymentId, name));
}

/** A process of its own that runs `body` with `log`, `prediction` and `say(line)`, which writes to its stdout at once. */
export function startWriter(folder: string, body: string, shellPrefix: string = ''): ChildProcess {
  const here = JSON.stringify(import.meta.url);
  const script = `
    import { writeSync } from 'node:fs';
    const { openPredictionLog } = await import(new URL('./open-prediction-log.ts', ${here}));
    const prediction = ${prediction.toString()};
    const log = openPredictionLog({ folder: ${JSON.stringify(folder)} });
    const say = (line) => writeSync(1, line + '\\n');
    ${body}`;
  const command = `${shellPrefix} exec "$0" --input-type=module -e "$1"`;
  const child = spawn('sh', ['-c', command, process.execPath, script], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return child;
}
