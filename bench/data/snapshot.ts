import { execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import type { BenchOptions } from '../bench-options.ts';
import type { Pair, Timing } from '../measure/timing.ts';
import { startPython } from '../python/start-python.ts';
import { seconds, speed } from '../report/figures.ts';
import { markdownTable } from '../report/markdown-table.ts';
import { setting } from '../report/publish.ts';
import { watchTree } from './process-tree.ts';
import type { SnapshotAnswer, SnapshotJob } from './snapshot-job.ts';
import { writeWideTable } from './wide-table.ts';

const run = promisify(execFile);
const takeProcess = join(import.meta.dirname, 'take-snapshot-process.ts');

/**
 * A file of delimited text to a checked snapshot, against DuckDB's `create table as select * from read_csv(...)` in memory. Ours
 * starts a process, infers from all rows, holds the contract, finds faults, splits, and writes the snapshot to disk.
 */
export async function snapshotSpeed(options: BenchOptions): Promise<string> {
  const rowCount = options.quick ? 100_000 : 1_000_000;
  const repetitions = options.repetitions ?? 3;
  const duckdb = startPython(options.python, join(import.meta.dirname, 'duckdb_side.py'));
  const base = mkdtempSync(join(tmpdir(), 'tend-bench-'));
  const path = join(base, 'wide.csv');
  const sizeBytes = writeWideTable(path, { rowCount, seed: 1 });
  const rows: string[][] = [];
  try {
    for (const threads of [1, 2]) {
      const pairs: Pair[] = [];
      // The first repetition warms both up.
      for (let i = 0; i <= repetitions; i++) {
        const theirs = await duckdb.ask<Timing & { rows: number }>('create_table', { path, threads });
        const ours = await takeSnapshot(projectOn(base, path));
        if (theirs.rows !== rowCount || ours.rows !== rowCount) throw new Error(`${theirs.rows}, ${ours.rows} rows`);
        if (i > 0) pairs.push({ theirs, ours });
      }
      rows.push([
        ...[rowCount.toLocaleString('en-US'), `${Math.round(sizeBytes / 1e6)}`, `${threads}`],
        ...[seconds(pairs), speed(pairs)],
      ]);
    }
    const versions = await duckdb.versions();
    const head = ['rows', 'file MB', "DuckDB's threads", 'DuckDB / Tend s', 'speed wall / CPU'];
    return `${setting(versions, `alternated repetitions: ${repetitions}`)}\n\n${markdownTable(head, rows)}`;
  } finally {
    duckdb.close();
    rmSync(base, { recursive: true, force: true });
  }
}

/** The most memory that the processes of a taking ever had in place, each counted at its own peak. */
export async function snapshotMemory(options: BenchOptions): Promise<string> {
  const base = mkdtempSync(join(tmpdir(), 'tend-bench-'));
  const rows: string[][] = [];
  try {
    for (const rowCount of options.quick ? [100_000] : [1_000_000, 10_000_000]) {
      const path = join(base, 'wide.csv');
      const sizeBytes = writeWideTable(path, { rowCount, seed: 1 });
      const child = spawn(process.execPath, [takeProcess, jobOf(projectOn(base, path))], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const watched = watchTree(child.pid ?? 0);
      const { rows: taken, wallMs } = JSON.parse(await text(child.stdout)) as SnapshotAnswer;
      const peak = watched.stop();
      if (taken !== rowCount) throw new Error(`${taken} rows were taken, ${rowCount} written`);
      const megabytes = (bytes: number): string => Math.round(bytes / 2 ** 20).toLocaleString('en-US');
      rows.push([rowCount.toLocaleString('en-US'), megabytes(sizeBytes), megabytes(peak), (wallMs / 1000).toFixed(1)]);
    }
    const head = ['rows', 'file MiB', 'peak MiB, all processes', 'seconds'];
    return `Node ${process.versions.node}, ${process.platform}; once.\n\n${markdownTable(head, rows)}`;
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}

let made = 0;

/** A new project on the file: charter and data, no workspace, so that nothing is known of the file yet. */
function projectOn(base: string, path: string): string {
  const folder = join(base, `project${made++}`);
  mkdirSync(folder);
  symlinkSync(path, join(folder, 'wide.csv'));
  writeFileSync(join(folder, 'tend.yaml'), charter);
  return folder;
}

async function takeSnapshot(folder: string): Promise<SnapshotAnswer> {
  const { stdout } = await run(process.execPath, [takeProcess, jobOf(folder)]);
  rmSync(folder, { recursive: true });
  return JSON.parse(stdout) as SnapshotAnswer;
}

function jobOf(folder: string): string {
  return JSON.stringify({ folder } satisfies SnapshotJob);
}

/** Terms that a person might write; all other columns get proposed ones. */
const charter = `name: wide
objective: {text: send out what comes back, owner: mara, affected: [], budget: {trials: 1}}
data:
  source: wide.csv
  time: {column: ordered_at}
  contract:
    order_id: {type: integer, required: true, unique: true}
    tier: {type: text, required: true, values: [basic, plus, premium]}
    age: {type: integer, min: 18, max: 90, missingAtMost: 0.05}
    price: {type: number, required: true, min: 0, max: 30000}
    latitude: {type: number, min: -90, max: 90}
    delivered_on: {type: date, missingAtMost: 0.1}
target: {expression: is_gift == true, knownAfterDays: 0}
split: {by: random, testShare: 0.2}
decision: {act: inspect, costs: {missed: 100, needless: 10}}
criteria: [{id: ranks-well, metric: rocAuc, atLeast: 0.5}]
approvals: {required: 1, separate: false}
seed: 42
`;
