import { join } from 'node:path';
import { fit } from '@tend/learn';
import { createThreadPool, type OwnThreadPool } from '@tend/node';
import type { BenchOptions } from '../bench-options.ts';
import type { BenchSet } from '../data-sets/bench-set.ts';
import { loadSet } from '../data-sets/load-set.ts';
import { meanError } from '../measure/mean-error.ts';
import { classAccuracy, type Measure, measures } from '../measure/quality.ts';
import { type Pair, stopwatch, type Timing } from '../measure/timing.ts';
import { type PythonSide, startPython } from '../python/start-python.ts';
import { meanWithError, seconds, speed } from '../report/figures.ts';
import { markdownTable } from '../report/markdown-table.ts';
import { setting } from '../report/publish.ts';
import { featureMatrix, trainingData } from '../tend/training-data.ts';

const head = [
  ...['set', 'model', 'trees', 'threads', 'fit s', 'speed wall / CPU', 'predict s', 'speed wall / CPU'],
  ...['measure', 'scikit-learn, mean', 'better by'],
];

interface Question {
  readonly set: string;
  readonly model: 'randomForest' | 'extraTrees';
  readonly trees: number;
  readonly threads: number;
  /** Fewer than elsewhere, where one takes minutes. */
  readonly seeds?: number;
}

const questions: readonly Question[] = [
  { set: 'big', model: 'randomForest', trees: 2, threads: 2, seeds: 3 },
  { set: 'mid', model: 'randomForest', trees: 10, threads: 2 },
  { set: 'mid', model: 'randomForest', trees: 10, threads: 1, seeds: 1 },
  { set: 'mid', model: 'extraTrees', trees: 10, threads: 2 },
  { set: 'flights', model: 'randomForest', trees: 20, threads: 2 },
  { set: 'adult', model: 'randomForest', trees: 100, threads: 2 },
  { set: 'adult', model: 'extraTrees', trees: 100, threads: 2 },
  { set: 'california', model: 'randomForest', trees: 50, threads: 2 },
  { set: 'dry-bean', model: 'randomForest', trees: 50, threads: 2 },
];
const quickQuestions: readonly Question[] = [
  { set: 'mid', model: 'randomForest', trees: 4, threads: 2, seeds: 1 },
  { set: 'adult', model: 'randomForest', trees: 20, threads: 2 },
  { set: 'california', model: 'extraTrees', trees: 20, threads: 2 },
  { set: 'dry-bean', model: 'randomForest', trees: 20, threads: 2 },
];

/** Training, prediction of all test rows and how good it is; each seed draws its own data or test rows, and seeds the models. */
export async function comparison(options: BenchOptions): Promise<string> {
  const { quick, seeds = quick ? 2 : 5 } = options;
  const scikit = startPython(options.python, join(import.meta.dirname, 'forest_side.py'));
  const rows: string[][] = [];
  for (const question of quick ? quickQuestions : questions) {
    if (options.sets?.includes(question.set) === false) continue;
    const threads = createThreadPool(question.threads);
    const runs: Run[] = [];
    for (let seed = 1; seed <= Math.min(seeds, question.seeds ?? seeds); seed++) {
      const set = codesAsNumbers(loadSet(question.set, options.datasets, seed));
      await scikit.load(set);
      runs.push(await runOnce(scikit, question, set, threads, seed));
    }
    await threads.close();
    const [fits, predictions] = [runs.map((run) => run.fit), runs.map((run) => run.predict)];
    rows.push([
      ...[question.set, question.model, `${question.trees}`, `${question.threads}`],
      ...[seconds(fits), speed(fits), seconds(predictions), speed(predictions), runs[0]?.measure ?? ''],
      ...[meanError(runs.map((run) => run.score)).mean.toFixed(4), meanWithError(runs.map((run) => run.advantage))],
    ]);
  }
  const versions = await scikit.versions();
  scikit.close();
  return `${setting(versions, `seeds: up to ${seeds}, mean ± standard error`)}\n\n${markdownTable(head, rows)}`;
}

/** What one seed gave; `score` is scikit-learn's. */
interface Run {
  readonly fit: Pair;
  readonly predict: Pair;
  readonly measure: string;
  readonly score: number;
  readonly advantage: number;
}

async function runOnce(
  scikit: PythonSide,
  { model, trees }: Question,
  set: BenchSet,
  threads: OwnThreadPool,
  seed: number,
): Promise<Run> {
  const { task, target, trainRows } = set;
  const request = { model, trees, task, threads: threads.size, seed, scores: scikit.file('scores') };
  const theirFit = await scikit.ask<Timing>('fit', request);
  const theirs = await scikit.ask<Timing>('predict', request);
  const data = trainingData(set);
  const test = featureMatrix(set, trainRows, target.length);
  const fitting = stopwatch();
  const fitted = fit(model, { trees }, data, { seed, threads });
  const ourFit = fitting();
  const predictions = fitted.predict(test);
  // The first prediction prepares the tables of the trees, once a model.
  const predicting = stopwatch();
  fitted.predict(test);
  const ours = predicting();
  const measure: Measure = task === 'multiclass' ? classAccuracy : measures[task];
  const score = measure.score(target.slice(trainRows), scikit.numbers('scores'));
  const own = measure.score(target.slice(trainRows), predictions);
  return {
    fit: { theirs: theirFit, ours: ourFit },
    predict: { theirs, ours },
    measure: measure.name,
    score,
    advantage: measure.advantage(own, score),
  };
}

/** scikit-learn's trees know no categories: on both sides their codes are numbers. */
function codesAsNumbers(set: BenchSet): BenchSet {
  return { ...set, categories: set.categories.map(() => 0) };
}
