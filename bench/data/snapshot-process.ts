/**
 * From delimited text of thirty columns to a checked snapshot, against DuckDB's own CREATE TABLE AS, each in a process of its
 * own, in turns.
 *
 *   node bench/data/snapshot-process.ts --python PY --rows 1000000 --repetitions 3
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { writeWideTable } from './wide-table.ts';

const charter = `name: wide
objective: {text: '?', owner: '?', affected: []}
data: {source: wide.csv}
target: {expression: is_returned}
split: {by: random}
decision: {act: '?', costs: {missed: '?', needless: '?'}}
`;

interface Cost {
  readonly rows: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakBytes: number;
}

const { values } = parseArgs({
  options: {
    python: { type: 'string', default: 'python3' },
    rows: { type: 'string', default: '1000000' },
    repetitions: { type: 'string', default: '3' },
  },
});
const folder = mkdtempSync(join(tmpdir(), 'tend-bench-snapshot-'));
try {
  const table = join(folder, 'wide.csv');
  const sizeBytes = writeWideTable(table, { rowCount: Number(values.rows), seed: 1 });
  writeFileSync(join(folder, 'tend.yaml'), charter);
  console.log(`${values.rows} rows, 30 columns, ${(sizeBytes / 2 ** 20).toFixed(0)} MiB`);
  for (let repetition = 0; repetition < Number(values.repetitions); repetition++) {
    report('Tend, data take', run(process.execPath, ['take-data-process.ts', folder]));
    rmSync(join(folder, '.tend'), { recursive: true });
    report('DuckDB, CREATE TABLE AS', run(values.python, ['create-table.py', table]));
  }
} finally {
  rmSync(folder, { recursive: true });
}

function run(program: string, [script = '', ...rest]: readonly string[]): Cost {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const { status, stdout, stderr } = spawnSync(program, [path, ...rest], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${script} ended with ${status}: ${stderr}`);
  return JSON.parse(stdout) as Cost;
}

function report(side: string, { rows, seconds, cpuSeconds, peakBytes }: Cost): void {
  const cost = `${seconds.toFixed(2)} s, CPU ${cpuSeconds.toFixed(2)} s, peak ${(peakBytes / 2 ** 20).toFixed(0)} MiB`;
  console.log(`${side.padEnd(24)} ${rows} rows: ${cost}`);
}
