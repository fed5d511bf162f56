import { hash32 } from '@tend/kernels';
import {
  applyRecipe,
  averagePrecision,
  brier,
  type FeatureMatrix,
  type FittedRecipe,
  isLoss,
  loadFitted,
  logLoss,
  type RecipeFitted,
  type RecipePlan,
  rocAuc,
  type TrainingData,
} from '@tend/learn';
import { type Charter, Problem } from '@tend/protocol';
import { type Table, takeRows } from '@tend/table';
import type { Deps, FitTask } from '../ports.ts';
import { fitPlanned, type HiddenColumns } from './fit-planned.ts';
import { type Fold, groupFolds } from './folds.ts';
import { planRecipe } from './plan-recipe.ts';
import type { Trial } from './propose-trials.ts';
import type { TrialBody } from './records.ts';

export interface SearchData {
  readonly charter: Charter;
  readonly table: Table;
  /** 1 or 0 by row of the table. */
  readonly outcomes: Int8Array;
  /** What the models may see. */
  readonly columns: readonly string[];
  /** Why they may not see others, where a reason is recorded. */
  readonly exclusions: HiddenColumns;
}

export interface TrialResult extends TrialBody {
  readonly trial: Trial;
  /** Scores of the validation rows of all folds, in the order of the folds. */
  readonly outOfFold: Float64Array;
}

export interface SearchResult {
  /** In the order of the trials. */
  readonly results: readonly TrialResult[];
  /** Outcomes of the validation rows of all folds, in the order of `outOfFold`. */
  readonly y: Float64Array;
  readonly workers: ReadonlySet<number>;
}

/** Cross-validates every trial; recipes are fitted on each fold's training rows alone. */
export async function search(
  deps: Pick<Deps, 'trainer' | 'signal' | 'onEvent'>,
  data: SearchData,
  trials: readonly Trial[],
  folds: readonly Fold[],
): Promise<SearchResult> {
  const prepared = new Map<string, PreparedFold>();
  const preparedFor = (estimator: Trial['estimator'], fold: number): PreparedFold => {
    const key = `${estimator}/${fold}`;
    const known = prepared.get(key);
    if (known) return known;
    const made = prepareFold(
      data,
      estimator,
      folds[fold] ?? { train: new Int32Array(0), validation: new Int32Array(0) },
    );
    prepared.set(key, made);
    return made;
  };
  const jobs = trials.flatMap((trial, t) => folds.map((_, fold) => ({ trial, t, fold })));
  const tasks: FitTask[] = jobs.map(({ trial, t, fold }) => ({
    estimator: trial.estimator,
    parameters: trial.parameters,
    data: preparedFor(trial.estimator, fold).train,
    seed: hash32(data.charter.seed, t * 64 + fold),
  }));
  let done = 0;
  const fits = await deps.trainer.fitAll(tasks, {
    signal: deps.signal,
    onDone: () => {
      done++;
      deps.onEvent({ event: 'progress', stage: 'train', done, total: tasks.length });
    },
  });
  if (deps.signal.aborted) throw interrupted();
  const scores = jobs.map(({ trial, fold }, i) => {
    const fit = fits[i];
    if (!fit) throw new RangeError('the trainer gave fewer results than tasks');
    return loadFitted(fit.manifest, fit.weights).predict(preparedFor(trial.estimator, fold).validation);
  });
  const ys = folds.map((fold) => outcomesAt(data.outcomes, fold.validation));
  const results = trials.map((trial, t) => {
    const own = folds.map((_, fold) => scores[t * folds.length + fold] ?? new Float64Array(0));
    return summarise(trial, data.charter, own, ys);
  });
  return { results, y: concatenate(ys), workers: new Set(fits.map((fit) => fit.worker)) };
}

/** What an estimator learns from in the given rows, with the plan of its recipe and the recipe fitted on them. */
export function prepareTraining(
  data: SearchData,
  estimator: Trial['estimator'],
  rows: Int32Array,
): {
  readonly plan: RecipePlan;
  readonly recipe: FittedRecipe;
  readonly planned: RecipeFitted['planned'];
  readonly data: TrainingData;
} {
  const { charter, table, outcomes } = data;
  const y = outcomesAt(outcomes, rows);
  const charterPlan = planRecipe(data, estimator, rows, { y });
  const folds = groupFolds(charter.split, table, rows, charter.seed);
  const { recipe, x, planned } = fitPlanned(charterPlan, table, rows, {
    hidden: hiddenOf(data),
    target: { y },
    seed: charter.seed,
    history: table,
    ...(folds !== undefined && { folds }),
    ...(charter.data.time !== undefined && { timeColumn: charter.data.time.column }),
  });
  return { plan: charterPlan.plan, recipe, planned, data: { x, y } };
}

/** Every column of the table that the models may not see: of those without a recorded reason the target is made. */
function hiddenOf({ table, columns, exclusions }: SearchData): HiddenColumns {
  const hidden = table.columns.map(({ name }) => name).filter((name) => !columns.includes(name));
  return new Map(hidden.map((name) => [name, exclusions.get(name) ?? 'the outcome is computed from it']));
}

interface PreparedFold {
  readonly train: TrainingData;
  readonly validation: FeatureMatrix;
}

function prepareFold(data: SearchData, estimator: Trial['estimator'], fold: Fold): PreparedFold {
  const { recipe, data: train } = prepareTraining(data, estimator, fold.train);
  return { train, validation: applyRecipe(recipe, takeRows(data.table, fold.validation), { history: data.table }) };
}

function summarise(
  trial: Trial,
  charter: Charter,
  scores: readonly Float64Array[],
  ys: readonly Float64Array[],
): TrialResult {
  const metric = searchMetric(charter);
  const folds = scores.map((score, fold) => {
    const value = searchMetrics[metric](ys[fold] ?? new Float64Array(0), score);
    return Number.isFinite(value) ? value : null;
  });
  const known = folds.filter((value) => value !== null);
  const mean = known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
  const spread =
    mean === null || known.length < 2
      ? null
      : Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (known.length - 1) / known.length);
  return {
    trial,
    estimator: trial.estimator,
    parameters: trial.parameters,
    folds,
    mean,
    standardError: spread,
    outOfFold: concatenate(scores),
  };
}

export type SearchMetric = 'rocAuc' | 'averagePrecision' | 'logLoss' | 'brier';
const searchMetrics: Readonly<Record<SearchMetric, (y: Float64Array, score: Float64Array) => number>> = {
  rocAuc,
  averagePrecision,
  logLoss,
  brier,
};

/** Thresholded metrics need a decision, which the search does not make: it ranks by ROC AUC then. */
export function searchMetric(charter: Charter): SearchMetric {
  const { metric } = charter;
  return Object.hasOwn(searchMetrics, metric) ? (metric as SearchMetric) : 'rocAuc';
}

/**
 * The simplest estimator whose best trial is within one standard error of the best trial of all: of the differences on
 * the same folds, for folds differ more among each other than trials do (Breiman et al. 1984, section 3.4.3, paired).
 * Trials stand in order from the simplest estimator; within one the best mean counts, since the simplest parameters
 * within reach would shrink probabilities too far.
 */
export function chooseTrial(
  results: readonly TrialResult[],
  metric: SearchMetric,
): { readonly index: number; readonly reason: string } {
  const sign = isLoss(metric) ? -1 : 1;
  const isBetter = (a: TrialResult, b: TrialResult | undefined): boolean =>
    a.mean !== null && (b === undefined || b.mean === null || sign * a.mean > sign * b.mean);
  const bestOf = (candidates: readonly TrialResult[]): TrialResult | undefined =>
    candidates.reduce<TrialResult | undefined>((best, one) => (isBetter(one, best) ? one : best), undefined);
  const winner = bestOf(results);
  if (!winner)
    throw new Problem('TND-1202', {
      message: `no fold could show ${metric}: each needs both outcomes`,
      expected: 'positives and negatives in every fold of the training rows',
      came: 'folds with one outcome only',
      next: ['give the training side of the split more rows'],
    });
  const families = [...new Set(results.map(({ estimator }) => estimator))];
  const chosen = families
    .map((family) => bestOf(results.filter(({ estimator }) => estimator === family)))
    .find((best) => best !== undefined && isWithinError(best, winner, sign));
  const index = results.indexOf(chosen ?? winner);
  return {
    index,
    reason: chosen === winner ? 'the best mean over the folds' : 'the simplest within one standard error of the best',
  };
}

function isWithinError(candidate: TrialResult, best: TrialResult, sign: number): boolean {
  const differences = best.folds.flatMap((value, fold) => {
    const other = candidate.folds[fold];
    return value === null || other === null || other === undefined ? [] : [sign * (value - other)];
  });
  if (differences.length === 0) return false;
  const mean = differences.reduce((sum, value) => sum + value, 0) / differences.length;
  if (mean <= 0) return true;
  if (differences.length < 2) return false;
  const squares = differences.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return mean <= Math.sqrt(squares / (differences.length - 1) / differences.length);
}

function outcomesAt(outcomes: Int8Array, rows: Int32Array): Float64Array {
  return Float64Array.from(rows, (row) => (outcomes[row] === 1 ? 1 : 0));
}

function concatenate(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function interrupted(): Problem {
  return new Problem('TND-9002', {
    message: 'interrupted during the training; finished stages are kept',
    next: ['npx --no-install tend run'],
  });
}
