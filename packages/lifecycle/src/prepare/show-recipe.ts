import type { DroppedColumn, PlannedStep } from '@tend/learn';
import { Problem, type RecipeAnswer } from '@tend/protocol';
import { yamlFlow, yamlText } from '../charter/yaml-text.ts';
import type { Ports } from '../ports.ts';
import { getRecord } from '../record/record.ts';

/** The newest recipes as `prepare` of a charter, each step with its reason. TND-1008 before the first run. */
export async function showRecipe(ports: Ports): Promise<RecipeAnswer> {
  const record = await ports.store.read(async (reader) => {
    const [newest] = await reader.from('record').find({ kind: 'recipe' }, { descending: true });
    return newest === undefined ? undefined : getRecord(ports, reader, 'recipe', newest.digest);
  });
  if (record === undefined)
    throw new Problem('TND-1008', {
      message: 'there is no recipe yet',
      expected: 'a run that came to the prepare stage',
      came: 'none',
      next: ['npx --no-install tend run'],
    });
  const bytes = await ports.blobs.get(record.body.payloads.recipes);
  const recipes = JSON.parse(ports.utf8.decode(bytes)) as readonly StoredRecipe[];
  const shown = recipes.filter(({ estimator }) => estimator !== 'rule');
  return {
    record: record.digest,
    features: Object.fromEntries(record.body.recipes.map(({ estimator, features }) => [estimator, features])),
    yaml: ['prepare:', '  steps:', ...shown.flatMap(linesOf)],
    next: 'npx --no-install tend run',
  };
}

interface StoredRecipe {
  readonly estimator: string;
  readonly plan: { readonly steps: readonly PlannedStep[]; readonly dropped: readonly DroppedColumn[] };
}

function linesOf({ estimator, plan }: StoredRecipe): readonly string[] {
  return [
    ...plan.dropped.map(({ column, reason }) => `    # ${estimator} leaves out ${oneLine(column)}: ${oneLine(reason)}`),
    ...plan.steps.flatMap((step) => lineOf(step, estimator)),
  ];
}

function lineOf({ step, columns, parameters, reason }: PlannedStep, estimator: string): readonly string[] {
  const isNamed = !Array.isArray(columns) || columns.length > 0;
  const fields = [
    `step: ${step}`,
    ...(isNamed ? [`columns: ${yamlFlow(columns)}`] : []),
    ...(parameters === undefined || Object.keys(parameters).length === 0
      ? []
      : [`parameters: ${yamlFlow(parameters)}`]),
    `onlyFor: ${estimator}`,
  ];
  return [`    - {${fields.join(', ')},`, `       reason: ${yamlText(oneLine(reason))}}`];
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}
