import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hash32 } from '@tend/kernels';
import { applyRecipe, type EstimatorName, fit, fitRecipe, proposeRecipe } from '@tend/learn';
import { columnOf, takeRows } from '@tend/table';
import type { BenchOptions } from '../bench-options.ts';
import { meanError } from '../measure/mean-error.ts';
import { measures } from '../measure/quality.ts';
import { type PythonSide, startPython } from '../python/start-python.ts';
import { markdownTable } from '../report/markdown-table.ts';
import { setting } from '../report/publish.ts';
import { readValueSet, type ValueSet, type ValueTable, valueSets } from './value-sets.ts';

const foldCount = 5;

/**
 * What the proposed recipes are worth: cross-validated scores of linear models and boosted trees, each with its defaults, on what
 * they make; beside those of the recipes before they looked at the outcome and read texts (`earlier-scores.json`, the same
 * folds), and beside scikit-learn's models behind a plain ColumnTransformer (impute, scale, one-hot; TF-IDF of free text).
 */
export async function defaultValue(options: BenchOptions): Promise<string> {
  const { datasets, quick, sets, seeds = quick ? 1 : 2 } = options;
  const wanted = valueSets.filter(({ name }) => sets?.includes(name) ?? (!quick || name === 'telco'));
  const python = startPython(options.python, join(import.meta.dirname, 'value_side.py'));
  const rows: string[][] = [];
  try {
    for (const set of wanted) {
      const data = await readValueSet(set, datasets);
      await sendSet(python, set, data);
      for (const estimator of [set.task === 'binary' ? 'logistic' : 'linear', 'boostedTrees'] as const) {
        const ours: number[] = [];
        const theirs: number[] = [];
        for (let seed = 1; seed <= seeds; seed++)
          for (let fold = 0; fold < foldCount; fold++) {
            ours.push(ourScore(set, data, estimator, seed, fold));
            theirs.push(await theirScore(python, set, data, estimator, seed, fold));
          }
        rows.push(rowOf(set, estimator, ours, theirs));
      }
      data.remove();
    }
    const head = ['set', 'estimator', 'before', 'proposed', 'gain', 'ColumnTransformer', 'gain over it'];
    const how = setting(await python.versions(), `${foldCount} folds, ${seeds} seeds`);
    return `${how}\n\n${markdownTable(head, rows)}`;
  } finally {
    python.close();
  }
}

/** Scores by set and estimator, of each seed and fold. */
const earlier: Readonly<Record<string, readonly number[]>> = JSON.parse(
  readFileSync(join(import.meta.dirname, 'earlier-scores.json'), 'utf8'),
).scores;

function rowOf(
  { name, task }: ValueSet,
  estimator: EstimatorName,
  ours: readonly number[],
  theirs: readonly number[],
): string[] {
  const before = earlier[`${name} ${estimator}`]?.slice(0, ours.length) ?? [];
  const mean = (scores: readonly number[]): string => {
    const { mean: value } = meanError(scores);
    return task === 'regression' ? value.toPrecision(5) : value.toFixed(4);
  };
  const gain = (others: readonly number[]): string => {
    const advantages = ours.map((score, i) => measures[task].advantage(score, others[i] ?? Number.NaN));
    const { mean: value, error } = meanError(advantages);
    const shown = (number: number): string =>
      task === 'regression' ? `${(100 * number).toFixed(2)}%` : number.toFixed(4);
    return `${value < 0 ? '' : '+'}${shown(value)} ± ${shown(error)}`;
  };
  const what = `${name}, ${task === 'regression' ? 'RMSE' : 'AUC'}`;
  return [what, estimator, mean(before), mean(ours), gain(before), mean(theirs), gain(theirs)];
}

/** The rows of a fold, and all others. */
function split(
  data: ValueTable,
  seed: number,
  fold: number,
): { readonly train: Int32Array; readonly test: Int32Array } {
  const all = Int32Array.from(data.y.keys());
  const isTest = (row: number): boolean => hash32(row, seed) % foldCount === fold;
  return { train: all.filter((row) => !isTest(row)), test: all.filter(isTest) };
}

function ourScore({ task }: ValueSet, data: ValueTable, estimator: EstimatorName, seed: number, fold: number): number {
  const { train, test } = split(data, seed, fold);
  const outcomesOf = (rows: Int32Array): Float64Array => Float64Array.from(rows, (row) => data.y[row] as number);
  const target = { task, y: outcomesOf(train) };
  const plan = proposeRecipe(data.table, train, data.columns, { for: estimator, target });
  const { recipe, x } = fitRecipe(plan, data.table, train, { target, seed });
  const fitted = fit(estimator, {}, { ...target, x }, { seed });
  const predicted = fitted.predict(applyRecipe(recipe, takeRows(data.table, test)));
  return measures[task].score(outcomesOf(test), predicted);
}

async function sendSet(python: PythonSide, { texts = [], task }: ValueSet, data: ValueTable): Promise<void> {
  writeFileSync(python.file('rows'), data.rows);
  writeFileSync(python.file('outcomes'), data.y);
  const isNumber = (name: string): boolean => ['number', 'integer'].includes(columnOf(data.table, name).kind);
  await python.ask('open', {
    path: data.path,
    rows: python.file('rows'),
    outcomes: python.file('outcomes'),
    task,
    numbers: data.columns.filter((name) => isNumber(name)),
    texts,
    levels: data.columns.filter((name) => !isNumber(name) && !texts.includes(name)),
  });
}

async function theirScore(
  python: PythonSide,
  { task }: ValueSet,
  data: ValueTable,
  estimator: EstimatorName,
  seed: number,
  fold: number,
): Promise<number> {
  const { test } = split(data, seed, fold);
  writeFileSync(python.file('test'), test);
  await python.ask('score', { estimator, test: python.file('test'), predictions: python.file('predictions'), seed });
  const outcomes = Float64Array.from(test, (row) => data.y[row] as number);
  return measures[task].score(outcomes, python.numbers('predictions'));
}
