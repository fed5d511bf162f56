import type { EstimatorName, FittedRecipe, RecipePlan } from '@tend/learn';
import type { Charter } from '@tend/protocol';
import { formatCount } from '@tend/protocol/number-format';
import { canonicalJson } from '@tend/table';
import { getRecord, makeRecord } from '../record/record.ts';
import type { StageContext, StageDefinition, StageOutput, StageReport } from '../stage/stage.ts';
import { loadEvidence, prepareTraining } from '../train/index.ts';
import type { RecipeBody } from './records.ts';

/** The prepare stage: for each estimator an ordered recipe with a reason for each step, fitted on training rows only. */
export const prepareStage: StageDefinition<'recipe'> = {
  stage: 'prepare',
  kind: 'recipe',
  async key({ resultOf, charter }) {
    return {
      exploration: resultOf('explore'),
      rule: charter.decision.rule ?? null,
      aliases: charter.data.aliases,
      prepare: charter.prepare ?? null,
    };
  },
  compute: prepare,
  async describe(_context, body) {
    return describeRecipes(body);
  },
};

interface Recipe {
  readonly estimator: EstimatorName;
  readonly plan: RecipePlan;
  readonly fitted: FittedRecipe;
}

async function prepare({ deps, charter, charterDigest, resultOf }: StageContext): Promise<StageOutput<'recipe'>> {
  const exploration = await deps.store.read((reader) => getRecord(deps, reader, 'exploration', resultOf('explore')));
  const { snapshot, split } = exploration.body.inputs;
  const { data, rows } = await loadEvidence(deps, { charter, snapshot, split, exploration: exploration.digest });
  const recipes = estimatorsFor(charter).map((estimator): Recipe => {
    const { plan, recipe } = prepareTraining(data, estimator, rows.train);
    return { estimator, plan, fitted: recipe };
  });
  const payload = await deps.blobs.put(deps.utf8.encode(canonicalJson(recipes)));
  const main = makeRecord(deps, 'recipe', {
    inputs: { charter: charterDigest, snapshot, split, exploration: exploration.digest },
    recipes: recipes.map(({ estimator, plan, fitted }) => ({
      estimator,
      steps: [
        ...plan.steps.map(({ step, columns, reason }) => ({
          step,
          columns: 'kinds' in columns ? [] : columns,
          reason,
        })),
        ...plan.dropped.map(({ column, reason }) => ({ step: 'drop', columns: [column], reason })),
      ],
      features: fitted.features.length,
    })),
    payloads: { recipes: payload },
  });
  return { records: [main], main };
}

function estimatorsFor(charter: Charter): readonly EstimatorName[] {
  return charter.decision.rule === undefined ? ['logistic', 'boostedTrees'] : ['rule', 'logistic', 'boostedTrees'];
}

function describeRecipes(body: RecipeBody): StageReport {
  const dropped = body.recipes
    .find(({ estimator }) => estimator === 'logistic')
    ?.steps.filter(({ step }) => step === 'drop');
  return {
    summary: `${body.recipes.length} recipes fitted on training rows only: ${body.recipes.map(({ estimator, features }) => `${estimator} ${formatCount(features, 'feature')}`).join(', ')}`,
    details: [
      ...(dropped ?? []).map(({ columns, reason }) => `${columns.join(', ')} left out: ${reason}`),
      ...describeSteps(body),
    ],
  };
}

function describeSteps(body: RecipeBody): readonly string[] {
  const logistic = body.recipes.find(({ estimator }) => estimator === 'logistic');
  if (!logistic) return [];
  const kinds = new Map<string, string[]>();
  for (const { step, columns } of logistic.steps)
    if (step !== 'drop') kinds.set(step, [...new Set([...(kinds.get(step) ?? []), ...columns])]);
  return [...kinds].map(([step, columns]) => `${step}: ${columns.join(', ')}`);
}
