import { InvalidRecipe } from '@tend/learn';
import { type Charter, type Problem, preparedEstimators } from '@tend/protocol';
import { numericColumn, type Schema, type Table, tableOf, textColumn } from '@tend/table';
import { fitPlanned, type HiddenColumns } from './fit-planned.ts';
import { ownSteps } from './plan-recipe.ts';

/**
 * Tries a step of the charter on rows without values, after those before it: its name, its parameters, its columns and their kinds.
 * TND-1001. A column that an earlier step makes of values is not known yet: the prepare stage refuses it.
 */
export function checkOwnStep(charter: Charter, schema: Schema, number: number, hidden: HiddenColumns): void {
  const table = withoutValues(schema);
  const rows = Int32Array.from({ length: table.rowCount }, (_, row) => row);
  const columns = schema.map(({ name }) => name).filter((name) => !hidden.has(name));
  for (const estimator of preparedEstimators) {
    const own = ownSteps(charter, estimator, number);
    const last = own?.steps.at(-1);
    if (own === undefined || last === undefined) continue;
    const plan = { for: estimator, steps: own.steps.map(({ step }) => step), dropped: [], columns };
    try {
      fitPlanned({ plan, places: own.steps.map(({ place }) => place) }, table, rows, {
        target: { y: Float64Array.from(rows, (row) => row % 2) },
        hidden,
        ...(charter.data.time !== undefined && { timeColumn: charter.data.time.column }),
      });
    } catch (error) {
      if (!mayDependOnValues(error as Problem, own.steps.length)) throw error;
    }
  }
}

function mayDependOnValues({ cause }: Problem, count: number): boolean {
  return count > 1 && cause instanceof InvalidRecipe && cause.path.startsWith(`steps[${count - 1}].columns`);
}

function withoutValues(schema: Schema): Table {
  return tableOf(
    schema.map(({ name, kind }) =>
      kind === 'text' ? textColumn(name, Array(4).fill(null)) : numericColumn(name, kind, Array(4).fill(null)),
    ),
  );
}
