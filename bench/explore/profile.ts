import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { profileTable } from '@tend/learn';
import { readCsv } from '@tend/node';
import type { BenchOptions } from '../bench-options.ts';
import { writeWideTable } from '../data/wide-table.ts';
import { type Pair, stopwatch, type Timing } from '../measure/timing.ts';
import { startPython } from '../python/start-python.ts';
import { seconds, speed } from '../report/figures.ts';
import { markdownTable } from '../report/markdown-table.ts';
import { setting } from '../report/publish.ts';

/** The full profile of the wide table, against DuckDB's `SUMMARIZE` of it; both sides have it in memory, Tend uses one thread. */
export async function profileSpeed(options: BenchOptions): Promise<string> {
  const rowCount = options.quick ? 100_000 : 1_000_000;
  const repetitions = options.repetitions ?? 3;
  const duckdb = startPython(options.python, join(import.meta.dirname, 'duckdb_side.py'));
  const base = mkdtempSync(join(tmpdir(), 'tend-bench-'));
  const pairs: Record<1 | 2, Pair[]> = { 1: [], 2: [] };
  try {
    const path = join(base, 'wide.csv');
    writeWideTable(path, { rowCount, seed: 1 });
    const { rows } = await duckdb.ask<{ rows: number }>('load_table', { path });
    const table = await readCsv(path);
    if (rows !== rowCount || table.rowCount !== rowCount) throw new Error(`${rows}, ${table.rowCount} rows`);
    // The first repetition warms both up.
    for (let i = 0; i <= repetitions; i++)
      for (const threads of [1, 2] as const) {
        const theirs = await duckdb.ask<Timing & { columns: number }>('summarize', { threads });
        const clock = stopwatch();
        const { columns } = profileTable(table);
        const ours = clock();
        if (columns.length !== theirs.columns) throw new Error(`${theirs.columns}, ${columns.length} columns`);
        if (i > 0) pairs[threads].push({ theirs, ours });
      }
    const head = ['rows', 'columns', "DuckDB's threads", 'DuckDB / Tend s', 'speed wall / CPU'];
    const lines = ([1, 2] as const).map((threads) => [
      ...[rowCount.toLocaleString('en-US'), `${table.columns.length}`, `${threads}`],
      ...[seconds(pairs[threads]), speed(pairs[threads])],
    ]);
    const how = setting(await duckdb.versions(), `alternated repetitions: ${repetitions}`);
    return `${how}\n\n${markdownTable(head, lines)}`;
  } finally {
    duckdb.close();
    rmSync(base, { recursive: true, force: true });
  }
}
