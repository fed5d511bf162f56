import { type FittedRecipe, fitRecipe, InvalidRecipe, type RecipeFit, type RecipeFitted } from '@tend/learn';
import { Problem } from '@tend/protocol';
import { InvalidExpression, type Table } from '@tend/table';
import type { CharterPlan } from './plan-recipe.ts';

/** Why models do not see a column. */
export type HiddenColumns = ReadonlyMap<string, string>;

/**
 * Fits a plan with steps of the charter. TND-1001 names the step where it does not fit the table, and where it reads a column that
 * models may not see: no step brings such a column back.
 */
export function fitPlanned(
  { plan, places }: CharterPlan,
  table: Table,
  rows: Int32Array,
  options: RecipeFit & { readonly hidden: HiddenColumns },
): RecipeFitted {
  const { hidden, ...fit } = options;
  if (places.length === 0) return fitRecipe(plan, table, rows, fit);
  try {
    const fitted = fitRecipe(plan, table, rows, fit);
    refuseHidden(fitted.recipe, hidden);
    return fitted;
  } catch (error) {
    if (error instanceof InvalidRecipe) throw misfit(error, places);
    if (error instanceof InvalidExpression)
      throw new Problem('TND-1001', {
        message: `prepare: ${error.message}`,
        expected: 'expressions over columns and aliases',
        came: 'one that is not valid',
        next: ['correct the expression'],
      });
    throw error;
  }
}

function refuseHidden({ inputs, steps }: FittedRecipe, hidden: HiddenColumns): void {
  for (const { name } of inputs) {
    const why = hidden.get(name);
    if (why === undefined) continue;
    const by = steps.find((step) => step.inputs.includes(name))?.step ?? 'a step';
    throw new Problem('TND-1001', {
      message: `prepare: the step ${by} reads ${name}, which models may not see`,
      expected: 'columns that are not excluded, nor part of the target',
      came: `${name}: ${why}`,
      next: [`leave ${name} out of prepare, or say under data.keep why it may stay`],
    });
  }
}

function misfit(error: InvalidRecipe, places: readonly string[]): Problem {
  const [, number = '', rest = ''] = /^steps\[(\d+)\](.*)$/.exec(error.path) ?? [];
  const said = places[Number(number)];
  const place = number === '' || said === undefined ? 'prepare' : `${said}${rest}`;
  return new Problem(
    'TND-1001',
    {
      message: `${place} is not valid`,
      expected: error.expected,
      came: error.came,
      next: ['docs/recipe-steps.md lists every step with its parameters'],
    },
    { cause: error },
  );
}
