import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { BenchOptions } from '../bench-options.ts';
import { type Pair, stopwatch, type Timing } from '../measure/timing.ts';
import { startPython } from '../python/start-python.ts';
import { seconds, speed } from '../report/figures.ts';
import { markdownTable } from '../report/markdown-table.ts';
import { setting } from '../report/publish.ts';

const program = join(import.meta.dirname, '../../packages/cli/bin/tend.js');

/** A page of the flights, from the file to the page in a process of its own, against ydata-profiling with its default settings. */
export async function reportSpeed(options: BenchOptions): Promise<string> {
  const repetitions = options.repetitions ?? 1;
  const ydata = startPython(options.python, join(import.meta.dirname, 'page_side.py'));
  const base = mkdtempSync(join(tmpdir(), 'tend-bench-'));
  try {
    const path = join(base, 'flights.csv');
    const all = gunzipSync(readFileSync(join(options.datasets, 'houston_flights_2011.csv.gz')));
    const lines = options.quick ? all.toString('utf8').split('\n').slice(0, 20_001).join('\n') : all;
    writeFileSync(path, lines);
    const pairs: Pair[] = [];
    let [ours, theirs] = [{ wallMs: 0, cpuMs: 0, sizeBytes: 0 }, 0];
    for (let i = 0; i < repetitions; i++) {
      ours = tendPage(base);
      const other = await ydata.ask<Timing & { sizeBytes: number }>('page', { path, out: join(base, 'ydata.html') });
      theirs = other.sizeBytes;
      pairs.push({ theirs: other, ours });
    }
    const withTarget = tendPage(base, ['--target', 'Cancelled']);
    const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(2);
    const row = [seconds(pairs), speed(pairs), `${megabytes(theirs)} / ${megabytes(ours.sizeBytes)}`];
    const target = `With \`--target Cancelled\`, which ydata-profiling has no match for: ${(withTarget.wallMs / 1000).toFixed(1)} s, CPU ${(withTarget.cpuMs / 1000).toFixed(1)} s, ${megabytes(withTarget.sizeBytes)} MB.`;
    const how = setting(await ydata.versions(), `alternated repetitions: ${repetitions}`);
    const head = ['ydata-profiling / Tend s', 'speed wall / CPU', 'page MB'];
    return `${how}\n\n${markdownTable(head, [row])}\n\n${target}`;
  } finally {
    ydata.close();
    rmSync(base, { recursive: true, force: true });
  }
}

function tendPage(folder: string, words: readonly string[] = []): Timing & { readonly sizeBytes: number } {
  const clock = stopwatch();
  const { status, stderr } = spawnSync(
    '/usr/bin/env',
    ['time', '-f', '%U %S', process.execPath, program, 'explore', 'flights.csv', ...words],
    {
      cwd: folder,
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(stderr);
  const [user = 0, system = 0] = (stderr.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
  return {
    wallMs: clock().wallMs,
    cpuMs: (user + system) * 1000,
    sizeBytes: statSync(join(folder, 'explore.html')).size,
  };
}
