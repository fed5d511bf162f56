import { formatParameter, type ParameterValues } from '@tend/learn';
import { formatNumber } from '@tend/protocol/number-format';
import { storedInMemory } from '@tend/table';
import { getRecord, makeRecord } from '../record/record.ts';
import { shortDigest } from '../report/format.ts';
import type { StageContext, StageDefinition, StageOutput, StageReport } from '../stage/stage.ts';
import { loadEvidence } from './load-evidence.ts';
import type { ModelBody, RunBody, TrialBody } from './records.ts';
import { trainModel } from './train-model.ts';

/** The train stage: baselines and candidates cross-validated on the training rows, one chosen and fitted on all of them. */
export const trainStage: StageDefinition<'model'> = {
  stage: 'train',
  kind: 'model',
  async key({ resultOf, charter }) {
    const { decision, objective, metric, seed, split } = charter;
    return { recipe: resultOf('prepare'), decision, budget: objective.budget, metric, seed, split };
  },
  compute: train,
  async describe({ deps }, body) {
    const run = await deps.store.read((reader) => getRecord(deps, reader, 'run', body.inputs.run ?? ''));
    return describeTraining(body, run.body);
  },
};

async function train(context: StageContext): Promise<StageOutput<'model'>> {
  const { deps, charter, charterDigest, resultOf } = context;
  const recipe = await deps.store.read((reader) => getRecord(deps, reader, 'recipe', resultOf('prepare')));
  const { snapshot, split, exploration } = recipe.body.inputs;
  const { data, rows } = await loadEvidence(deps, { charter, snapshot, split, exploration });
  const startedAt = deps.clock.now();
  const training = await trainModel(deps, data, rows.train);
  const archive = await deps.engine.archive();
  const { tend, code, nodeMajor, lock } = deps.engine;
  const run = makeRecord(deps, 'run', {
    inputs: { charter: charterDigest, snapshot, split, exploration, recipe: recipe.digest },
    engine: { tend, code, nodeMajor, lock },
    seed: charter.seed,
    metric: training.metric,
    foldRule: training.foldRule,
    trials: training.trials,
    chosen: training.chosen,
    threshold: training.threshold,
    payloads: { code: await deps.blobs.put(archive) },
  });
  const payload = await deps.blobs.put(training.modelBytes);
  const main = makeRecord(deps, 'model', {
    inputs: { run: run.digest },
    payload,
    estimator: training.chosen.estimator,
    sizeBytes: training.modelBytes.length,
    features: training.features,
    columns: training.columns,
    threshold: training.threshold.value,
    payloads: { golden: await deps.blobs.putTable(storedInMemory(training.golden)) },
    goldenRows: training.golden.rowCount,
  });
  const id = deps.randomHex(16);
  return {
    records: [run, main],
    main,
    facts: { model: payload, estimator: training.chosen.estimator },
    project: (transaction) =>
      transaction.from('run').insert({
        id,
        iteration: context.iteration,
        estimator: training.chosen.estimator,
        state: 'sealed',
        parameters: JSON.stringify(training.chosen.parameters),
        metrics: JSON.stringify({
          [training.metric]: bestOf(training.trials, training.chosen.estimator)?.mean ?? null,
        }),
        startedAt,
        endedAt: deps.clock.now(),
        recordDigest: run.digest,
      }),
  };
}

function describeTraining(model: ModelBody, run: RunBody): StageReport {
  const families = ['majority', 'rule', 'logistic', 'boostedTrees'].flatMap((name) => {
    const best = bestOf(run.trials, name);
    const tried = run.trials.filter((trial) => trial.estimator === name).length;
    return best ? [{ name, best, tried }] : [];
  });
  return {
    summary: `${run.chosen.estimator} chosen from ${run.trials.length} trials, model ${shortDigest(model.payload)} (${formatNumber(Math.ceil(model.sizeBytes / 1024))} kB)`,
    details: [
      ...families.map(
        ({ name, best, tried }) =>
          `${name.padEnd(12)} ${run.metric} ${formatNumber(best.mean)}${best.standardError === null ? '' : ` ± ${formatNumber(best.standardError)}`}  best of ${tried} over ${run.foldRule}`,
      ),
      `chosen: ${run.chosen.reason}; ${describeParameters(run.chosen.parameters)}`,
      `threshold ${formatNumber(run.threshold.value)}: ${run.threshold.reason}`,
    ],
  };
}

function bestOf(trials: readonly TrialBody[], estimator: string): TrialBody | undefined {
  const own = trials.filter((trial) => trial.estimator === estimator && trial.mean !== null);
  return own.sort((a, b) => (b.mean ?? 0) - (a.mean ?? 0))[0];
}

function describeParameters(parameters: ParameterValues): string {
  const entries = Object.entries(parameters);
  return entries.length === 0
    ? 'no parameters'
    : entries.map(([name, value]) => `${name} ${formatParameter(value)}`).join(', ');
}
