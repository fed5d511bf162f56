import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { BenchOptions } from '../bench-options.ts';
import type { BenchSet } from '../data-sets/bench-set.ts';
import { loadSet } from '../data-sets/load-set.ts';
import { markdownTable } from '../report/markdown-table.ts';
import { setting } from '../report/publish.ts';
import { trainingData } from '../tend/training-data.ts';
import { lightGbmParameters, startLightGbm } from './lightgbm-side.ts';
import type { MemoryAnswer, MemoryJob } from './memory-job.ts';

const head = ['set', 'threads', 'input MB', 'LightGBM MB, before / peak', 'Tend MB, before / peak', 'peak, ratio'];
const run = promisify(execFile);

/** Peak memory of a process that holds the data as one float32 array and trains once; more trees would not need more. */
export async function memory(options: BenchOptions): Promise<string> {
  const names = options.quick ? ['mid'] : ['big', 'mid', 'flights'];
  const folder = mkdtempSync(join(tmpdir(), 'tend-bench-'));
  const rows: string[][] = [];
  for (const name of options.sets ?? names) {
    const set = loadSet(name, options.datasets, 1);
    for (const threads of [1, 2]) {
      const job = jobFor(set, folder, threads);
      const theirs = await answerOf(options.python, 'lightgbm_memory.py', job);
      const ours = await answerOf(process.execPath, 'tend-memory-process.ts', job);
      rows.push([
        ...[name, `${threads}`, megabytes(set.trainRows * set.columns.columnCount * 4)],
        ...[theirs, ours].map(({ before, peak }) => `${megabytes(before)} / ${megabytes(peak)}`),
        (ours.peak / theirs.peak).toFixed(2),
      ]);
    }
  }
  rmSync(folder, { recursive: true, force: true });
  const lightgbm = startLightGbm(options.python);
  const versions = await lightgbm.versions();
  lightgbm.close();
  return `${setting(versions, 'the highest resident memory, once')}\n\n${markdownTable(head, rows)}`;
}

/** Writes the training rows of the set and what to do with them; gives the file of the latter. */
function jobFor(set: BenchSet, folder: string, threads: number): string {
  const { x, y } = trainingData(set);
  const settings = { trees: 10, leaves: 31 };
  const job: MemoryJob = {
    values: join(folder, 'values'),
    target: join(folder, 'target'),
    rowCount: x.rowCount,
    task: set.task,
    classCount: set.classCount,
    categories: set.categories,
    ...settings,
    threads,
    lightgbm: lightGbmParameters(set, settings, threads),
  };
  writeFileSync(job.values, x.values);
  writeFileSync(job.target, y);
  const path = join(folder, 'job.json');
  writeFileSync(path, JSON.stringify(job));
  return path;
}

async function answerOf(program: string, script: string, job: string): Promise<MemoryAnswer> {
  const env = { ...process.env, OMP_WAIT_POLICY: 'passive' };
  const { stdout } = await run(program, [join(import.meta.dirname, script), job], { env });
  return JSON.parse(stdout);
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}
