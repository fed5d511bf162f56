import { explainSteps, type PlannedStep } from '@tend/learn';
import { Problem, type RecipeAnswer, type ShownRecipe } from '@tend/protocol';
import { formatCount } from '@tend/protocol/number-format';
import { wrapComment, wrapYaml } from '../charter/wrap-yaml.ts';
import { yamlFlow, yamlText } from '../charter/yaml-text.ts';
import type { Ports } from '../ports.ts';
import { getRecord } from '../record/record.ts';
import type { StoredRecipe } from './prepare.ts';

/** The newest recipes, and the same as `prepare` of a charter, each step with its reason. TND-1008 before the first run. */
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
  const stored = JSON.parse(ports.utf8.decode(bytes)) as readonly StoredRecipe[];
  const recipes = stored.map(shownRecipe);
  return {
    record: record.digest,
    features: Object.fromEntries(record.body.recipes.map(({ estimator, features }) => [estimator, features])),
    recipes,
    yaml: [
      'prepare:',
      '  steps:',
      // The rule is the charter's already.
      ...stored.flatMap(({ estimator, plan, fitted }, i) =>
        estimator === 'rule' ? [] : linesOf(recipes[i] as ShownRecipe, plan.steps, fitted.inputs.length),
      ),
    ],
    next: 'npx --no-install tend run',
  };
}

function shownRecipe({ estimator, plan, fitted, planned = [] }: StoredRecipe): ShownRecipe {
  const explained = explainSteps(fitted);
  return {
    estimator,
    features: fitted.features.length,
    steps: plan.steps.map(({ step, columns, reason }, place) => {
      const own = explained.filter((_, i) => planned[i] === place);
      return {
        step,
        ...(!('kinds' in columns) && { columns }),
        reason,
        sources: [...new Set(own.flatMap(({ sources }) => sources))],
        does: own.map(({ does }) => does),
        makes: own.reduce((sum, { makes }) => sum + makes, 0),
      };
    }),
    leftOut: plan.dropped.map(({ column, reason }) => ({ column, reason })),
  };
}

const indent = '    ';
const mostSentences = 3;

function linesOf(
  { estimator, features, steps, leftOut }: ShownRecipe,
  planned: readonly PlannedStep[],
  columns: number,
): readonly string[] {
  const comment = (text: string): readonly string[] => wrapComment(oneLine(text), indent);
  return [
    ...comment(`${estimator}: ${formatCount(features, 'feature')} of ${formatCount(columns, 'column')}`),
    ...leftOut.flatMap(({ column, reason }) => comment(`leaves out ${column}: ${reason}`)),
    ...planned.flatMap((step, place) => {
      const does = steps[place]?.does ?? [];
      const rest = does.length - mostSentences;
      return [
        ...does.slice(0, mostSentences).flatMap((sentence) => comment(`-> ${withShortNumbers(sentence)}`)),
        ...(rest > 0 ? comment(`-> and ${rest} more like these`) : []),
        ...stepLines(step, estimator),
      ];
    }),
  ];
}

function stepLines({ step, columns, parameters, reason }: PlannedStep, estimator: string): readonly string[] {
  const isNamed = !Array.isArray(columns) || columns.length > 0;
  const fields = [
    `step: ${step}`,
    ...(isNamed ? [`columns: ${yamlFlow(columns)}`] : []),
    ...(parameters === undefined || Object.keys(parameters).length === 0
      ? []
      : [`parameters: ${yamlFlow(parameters)}`]),
    `onlyFor: ${estimator}`,
  ];
  const continued = `${indent}   `;
  return [
    ...wrapYaml(`${indent}- {${fields.join(', ')},`, continued),
    ...wrapYaml(`${continued}reason: ${yamlText(oneLine(reason))}}`, continued),
  ];
}

/** Five digits are enough to see what was learnt. */
function withShortNumbers(sentence: string): string {
  return sentence.replace(/-?\d+\.\d{5,}(?:e[+-]?\d+)?/g, (digits) => String(Number(Number(digits).toPrecision(5))));
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}
