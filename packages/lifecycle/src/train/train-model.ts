import { hash32 } from '@tend/kernels';
import {
  assembleModel,
  costThreshold,
  type EstimatorName,
  encodeModel,
  historyColumnsOf,
  keepGoldenRows,
  type Model,
  openModel,
  type ParameterValues,
} from '@tend/learn';
import { blank, type Charter } from '@tend/protocol';
import type { Table } from '@tend/table';
import type { Deps } from '../ports.ts';
import { foldsFor } from './folds.ts';
import { proposeTrials } from './propose-trials.ts';
import type { RunBody, TrialBody } from './records.ts';
import { chooseTrial, prepareTraining, type SearchData, search, searchMetric } from './search.ts';

/** Everything that training computes from its recorded inputs: the same on any machine with the same engine. */
export interface Training {
  readonly trials: readonly TrialBody[];
  readonly metric: string;
  readonly foldRule: string;
  readonly chosen: RunBody['chosen'];
  readonly threshold: RunBody['threshold'];
  readonly modelBytes: Uint8Array;
  /** What the model answers for some rows, to be held against it wherever it is deployed. */
  readonly golden: Table;
  readonly features: number;
  readonly columns: readonly string[];
  readonly workers: ReadonlySet<number>;
}

/**
 * Searches within the charter's budget, chooses, sets the threshold on out-of-fold scores and fits the choice on all
 * training rows. Depends on nothing but `data`, `rows` and the engine.
 */
export async function trainModel(
  deps: Pick<Deps, 'trainer' | 'signal' | 'onEvent'>,
  data: SearchData,
  rows: Int32Array,
): Promise<Training> {
  const { charter, table } = data;
  const { folds, description } = foldsFor(
    charter.split,
    table,
    rows,
    data.outcomes,
    charter.data.time?.column,
    charter.seed,
  );
  const trials = proposeTrials(charter.objective.budget.trials, charter.decision.rule !== undefined, charter.seed);
  const { results, y, workers } = await search(deps, data, trials, folds);
  const metric = searchMetric(charter);
  const { index, reason } = chooseTrial(results, metric);
  const winner = results[index];
  if (!winner) throw new RangeError('the search chose a trial that it did not run');
  const threshold = thresholdFor(charter, y, winner.outOfFold);
  const { estimator, parameters } = winner.trial;
  const final = await fitFinal(deps, data, rows, estimator, parameters, threshold.value);
  return {
    trials: results.map(({ estimator, parameters, folds, mean, standardError }) => ({
      estimator,
      parameters,
      folds,
      mean,
      standardError,
    })),
    metric,
    foldRule: description,
    chosen: { estimator, parameters, reason },
    threshold,
    ...final,
    workers,
  };
}

async function fitFinal(
  deps: Pick<Deps, 'trainer' | 'signal'>,
  data: SearchData,
  rows: Int32Array,
  estimator: EstimatorName,
  parameters: ParameterValues,
  threshold: number,
): Promise<Pick<Training, 'modelBytes' | 'golden' | 'features' | 'columns'>> {
  const { recipe, data: training } = prepareTraining(data, estimator, rows);
  const seed = hash32(data.charter.seed, 0xf1a1);
  const [fit] = await deps.trainer.fitAll([{ estimator, parameters, data: training, seed }], { signal: deps.signal });
  if (!fit) throw new RangeError('the trainer gave no result');
  const model = assembleModel({ recipe, fitted: fit, threshold, positive: data.charter.target.expression });
  return {
    modelBytes: encodeModel(model),
    golden: goldenOf(model, data, rows),
    features: fit.manifest.features.length,
    columns: model.manifest.inputs.map(({ name }) => name),
  };
}

/** What the model answers for some of its rows; where its recipe looks back, on the snapshot, as wherever it is opened. */
function goldenOf({ manifest, weights }: Model, { charter, table }: SearchData, rows: Int32Array): Table {
  const context = historyColumnsOf(manifest.recipe).length === 0 ? {} : { history: table };
  return keepGoldenRows({ ...openModel(manifest, weights, context), context }, table, rows, charter.data.key);
}

/**
 * Act where the score reaches this: the cheapest threshold on out-of-fold scores where the charter knows the costs;
 * otherwise the score that acts on as large a share as is positive.
 */
function thresholdFor(charter: Charter, y: Float64Array, score: Float64Array): RunBody['threshold'] {
  const { missed, needless } = charter.decision.costs;
  if (missed !== blank && needless !== blank)
    return {
      value: costThreshold(y, score, { missed, needless }),
      reason: `least expected cost on out-of-fold scores: missed ${missed}, needless ${needless}`,
    };
  const positives = y.reduce((sum, value) => sum + value, 0);
  const sorted = Float64Array.from(score).sort();
  return {
    value: sorted[Math.max(0, sorted.length - Math.max(1, positives))] ?? 0.5,
    reason: 'costs are blank: acts on as large a share as is positive',
  };
}
