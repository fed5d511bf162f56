import { canonicalOrder } from './canonical-order.ts';
import type { FittedRecipe } from './fitted-recipe.ts';
import type { TracedColumn } from './recipe-trace.ts';
import { traceRecipe } from './trace-recipe.ts';

/** The columns of the table that each feature comes from, by the name of the feature, in canonical order. */
export function sourcesOf(recipe: FittedRecipe): ReadonlyMap<string, readonly string[]> {
  const trace = traceRecipe(recipe);
  return new Map(trace.features().map(({ name, column }) => [name, trace.columns[column]?.sources ?? []]));
}

/** The columns of the table that steps look up among earlier rows, in canonical order; none where no step looks back. */
export function historyColumnsOf(recipe: FittedRecipe): readonly string[] {
  const names = traceRecipe(recipe).steps.flatMap(({ definition, inputs }) =>
    definition.looksBack === true ? inputs.map((number) => recipe.inputs[number]?.name ?? '') : [],
  );
  return [...new Set(names)].sort(canonicalOrder);
}

/** The features that are true (1) or false (0), by name. */
export function conditionsOf(recipe: FittedRecipe): ReadonlySet<string> {
  const { columns, features } = traceRecipe(recipe);
  const found = features().filter(({ column }) => columns[column]?.kind === 'boolean');
  return new Set(found.map(({ name }) => name));
}

/** What one step of a recipe does. */
export interface ExplainedStep {
  readonly step: string;
  /** A sentence without a full stop, with what the step has learnt. */
  readonly does: string;
  /** The columns of the table that it comes from in the end, in canonical order. */
  readonly sources: readonly string[];
  /** How many columns it makes. */
  readonly makes: number;
}

/** What each step does, in their order. */
export function explainSteps(recipe: FittedRecipe): readonly ExplainedStep[] {
  const { steps, columns } = traceRecipe(recipe);
  return steps.map(({ definition, learned, inputs, outputs }) => {
    const read = inputs.map((number) => columns[number] as TracedColumn);
    return {
      step: definition.name,
      does: definition.explain(learned, read),
      sources: [...new Set(read.flatMap(({ sources }) => sources))].sort(canonicalOrder),
      makes: outputs.length,
    };
  });
}

/** One sentence a step, in their order, with what each has learnt. */
export function explainRecipe(recipe: FittedRecipe): readonly string[] {
  return explainSteps(recipe).map(({ does }) => does);
}
