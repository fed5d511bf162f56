import { join } from 'node:path';
import type { BenchOptions } from '../bench-options.ts';
import type { BenchSet } from '../data-sets/bench-set.ts';
import { loadSet } from '../data-sets/load-set.ts';
import { oneHot } from '../data-sets/one-hot.ts';
import { standardised } from '../data-sets/standardised.ts';
import type { Pair, Timing } from '../measure/timing.ts';
import { startPython } from '../python/start-python.ts';
import { seconds, speed } from '../report/figures.ts';
import { markdownTable } from '../report/markdown-table.ts';
import { setting } from '../report/publish.ts';
import { trainingData } from '../tend/training-data.ts';
import type { LinearProblem, Solution, Solver } from './linear-problem.ts';
import { objective } from './objective.ts';
import { fitTend } from './tend-linear.ts';

const head = ['set', 'model', 'scikit-learn', 'fit s', 'speed wall / CPU', 'objective', 'ours relatively above'];

/** lbfgs at scikit-learn's default, and where it comes as close to the optimum as the others. */
const logisticSolvers: readonly Solver[] = [
  { solver: 'lbfgs', tolerance: 1e-4 },
  { solver: 'lbfgs', tolerance: 1e-7 },
  { solver: 'newton-cholesky', tolerance: 1e-7 },
];
const logistic = { model: 'logistic', penalty: 1, solvers: logisticSolvers } as const;
const ridge = { model: 'ridge', penalty: 1, solvers: [{ solver: 'cholesky', tolerance: 1e-4 }] } as const;
const lasso = { model: 'lasso', penalty: 1000, solvers: [{ solver: 'cd', tolerance: 1e-8 }] } as const;
const quickProblems: readonly LinearProblem[] = [
  { set: 'mid', ...logistic },
  { set: 'adult', ...logistic },
  { set: 'dry-bean', ...logistic },
  { set: 'mid-number', ...ridge },
  { set: 'mid-number', ...lasso },
];
const problems: readonly LinearProblem[] = [
  { set: 'big', ...logistic },
  ...quickProblems,
  { set: 'mid-classes', ...logistic },
  { set: 'big-number', ...ridge },
  { set: 'big-number', ...lasso },
];

/** Fits to the same optimum, with one thread on both sides, which the objective of both solutions shows. */
export async function trainingSpeed(options: BenchOptions): Promise<string> {
  const { quick, repetitions = quick ? 1 : 3 } = options;
  const scikit = startPython(options.python, join(import.meta.dirname, 'linear_side.py'), 1);
  const rows: string[][] = [];
  let loaded: BenchSet | undefined;
  for (const problem of quick ? quickProblems : problems) {
    if (options.sets?.includes(problem.set) === false) continue;
    if (loaded?.name !== problem.set) {
      loaded = standardised(oneHot(loadSet(problem.set, options.datasets, 1)));
      await scikit.load(loaded);
    }
    const data = trainingData(loaded);
    for (const { solver, tolerance } of problem.solvers) {
      const pairs: Pair[] = [];
      let [theirs, ours] = [Number.NaN, Number.NaN];
      for (let i = 0; i < repetitions; i++) {
        const answer = await scikit.ask<Solution & { timing: Timing }>('fit', { ...problem, solver, tolerance });
        const own = fitTend(problem, data);
        pairs.push({ theirs: answer.timing, ours: own.timing });
        if (i > 0) continue;
        theirs = objective(problem, data, answer);
        ours = objective(problem, data, own.solution);
      }
      rows.push([
        ...[problem.set, problem.model, `${solver} to ${tolerance.toExponential()}`, seconds(pairs), speed(pairs)],
        ...[theirs.toPrecision(10), (ours / theirs - 1).toExponential(1)],
      ]);
    }
  }
  const versions = await scikit.versions();
  scikit.close();
  return `${setting(versions, `alternated repetitions: ${repetitions}, one thread`)}\n\n${markdownTable(head, rows)}`;
}
