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

/** What the payload holds of each estimator. */
export interface StoredRecipe {
  readonly estimator: EstimatorName;
  readonly plan: RecipePlan;
  readonly fitted: FittedRecipe;
  /** Of each fitted step the place of the planned one; payloads of before have none. */
  readonly planned?: readonly number[];
}

async function prepare({ deps, charter, charterDigest, resultOf }: StageContext): Promise<StageOutput<'recipe'>> {
  const exploration = await deps.store.read((reader) => getRecord(deps, reader, 'exploration', resultOf('explore')));
  const { snapshot, split } = exploration.body.inputs;
  const { data, rows } = await loadEvidence(deps, { charter, snapshot, split, exploration: exploration.digest });
  const recipes = estimatorsFor(charter).map((estimator): StoredRecipe => {
    const { plan, recipe, planned } = prepareTraining(data, estimator, rows.train);
    return { estimator, plan, fitted: recipe, planned };
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
  const dropped = new Set<string>();
  for (const { estimator, steps } of body.recipes)
    for (const { step, columns, reason } of steps)
      if (estimator !== 'rule' && step === 'drop') dropped.add(`${columns.join(', ')} left out: ${reason}`);
  return {
    summary: `${formatCount(body.recipes.length, 'recipe')} fitted on training rows only: ${body.recipes.map(({ estimator, features }) => `${estimator} ${formatCount(features, 'feature')}`).join(', ')}`,
    details: [...dropped, ...body.recipes.flatMap(describeSteps)],
  };
}

/** The columns of each kind of step, those of logistic regression and of trees apart. */
function describeSteps({ estimator, steps }: RecipeBody['recipes'][number]): readonly string[] {
  if (estimator === 'rule') return [];
  const kinds = new Map<string, Set<string>>();
  for (const { step, columns } of steps) {
    if (step === 'drop') continue;
    const known = kinds.get(step) ?? new Set();
    for (const column of columns) known.add(column);
    kinds.set(step, known);
  }
  return [...kinds].map(([step, columns]) => `${estimator}, ${step}: ${listed([...columns])}`);
}

const mostListed = 8;

function listed(columns: readonly string[]): string {
  const rest = columns.length - mostListed;
  return `${columns.slice(0, mostListed).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
