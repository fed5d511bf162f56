import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { hash32 } from '@tend/kernels';
import { type EstimatorName, fitTable } from '@tend/learn';
import { readCsv } from '@tend/node';
import { type Column, columnOf, type Table, takeRows } from '@tend/table';
import type { BenchOptions } from '../bench-options.ts';
import { median } from '../measure/median.ts';
import { classAccuracy, type Measure, measures } from '../measure/quality.ts';
import { stopwatch } from '../measure/timing.ts';
import { markdownTable } from '../report/markdown-table.ts';
import { type FamilySet, familySets } from './family-sets.ts';

const families: readonly EstimatorName[] = ['linear', 'logistic', 'boostedTrees', 'randomForest', 'extraTrees'];
const baselines = { binary: 'majority', multiclass: 'mostFrequent', regression: 'mean' } as const;
type Asked = keyof typeof baselines;

/** Scores on a fifth of the rows, and the seconds of preparing and fitting on the others: means and medians over the seeds. */
export async function heldOutScores({ datasets, quick, sets, seeds = quick ? 1 : 3 }: BenchOptions): Promise<string> {
  const wanted = familySets.filter(({ name }) => sets?.includes(name) ?? (!quick || name === 'telco'));
  const rows: string[][] = [];
  for (const set of wanted) {
    const table = await readSet(join(datasets, set.file));
    const task = taskOf(set, columnOf(table, set.target));
    const measure = task === 'multiclass' ? classAccuracy : measures[task];
    const cells = [baselines[task], ...families].map((family) => cellOf(family, set, table, task, measure, seeds));
    rows.push([`${set.name}, ${task === 'regression' ? 'RMSE' : measure.name}`, ...cells]);
  }
  return markdownTable(['set', 'baseline', ...families], rows);
}

async function readSet(path: string): Promise<Table> {
  if (!path.endsWith('.gz')) return readCsv(path);
  const folder = mkdtempSync(join(tmpdir(), 'tend-bench-'));
  try {
    const unpacked = join(folder, 'table.csv');
    writeFileSync(unpacked, gunzipSync(readFileSync(path)));
    return await readCsv(unpacked);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function taskOf({ positive }: FamilySet, target: Column): Asked {
  if (positive !== undefined) return 'binary';
  return target.kind === 'text' ? 'multiclass' : 'regression';
}

function cellOf(
  estimator: EstimatorName,
  { target, positive, without }: FamilySet,
  table: Table,
  task: Asked,
  measure: Measure,
  seeds: number,
): string {
  if (estimator === (task === 'regression' ? 'logistic' : 'linear')) return '';
  const columns = table.columns.map(({ name }) => name).filter((name) => name !== target && !without.includes(name));
  const scores: number[] = [];
  const seconds: number[] = [];
  for (let seed = 1; seed <= seeds; seed++) {
    const rows = Array.from({ length: table.rowCount }, (_, row) => row);
    const isTest = (row: number): boolean => hash32(row, seed) < 2 ** 32 / 5;
    const train = Int32Array.from(rows.filter((row) => !isTest(row)));
    const test = takeRows(table, Int32Array.from(rows.filter(isTest)));
    const elapsed = stopwatch();
    const options = { target, estimator, columns, rows: train, context: { seed }, ...(positive && { positive }) };
    const fitted = fitTable(table, options);
    seconds.push(elapsed().wallMs / 1000);
    const manifest = fitted.model.manifest;
    const classes = 'classes' in manifest ? manifest.classes : undefined;
    scores.push(measure.score(targetsOf(columnOf(test, target), positive, classes), fitted.predictTable(test)));
  }
  const mean = scores.reduce((sum, score) => sum + score, 0) / seeds;
  return `${task === 'regression' ? mean.toPrecision(4) : mean.toFixed(4)} (${median(seconds).toFixed(1)} s)`;
}

function targetsOf(column: Column, positive: string | undefined, classes: readonly string[] = []): Float64Array {
  if (column.kind !== 'text') return Float64Array.from(column.values);
  const textOf = (code: number): string => column.dictionary[code] ?? '';
  if (positive !== undefined) return Float64Array.from(column.codes, (code) => Number(textOf(code) === positive));
  return Float64Array.from(column.codes, (code) => classes.indexOf(textOf(code)));
}
