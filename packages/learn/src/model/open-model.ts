import { type Cell, compileExpression, type Row, type Schema, type Table } from '@tend/table';
import type { Explanation, FeatureMatrix, Fitted, Task } from '../estimator.ts';
import { loadFitted } from '../estimators/load-fitted.ts';
import { MalformedModel } from '../malformed-model.ts';
import { applyRecipe } from '../recipe/apply-recipe.ts';
import { compileRecipe } from '../recipe/compile-recipe.ts';
import type { FittedRecipe } from '../recipe/fitted-recipe.ts';
import type { ExplainedItem, ExplainedMargin, ModelManifest } from './model.ts';
import { parseModelManifest } from './parse-model-manifest.ts';

/** A model ready to answer. A row alone scores as in a batch, to the last bit. */
export interface OpenModel {
  readonly manifest: ModelManifest;
  readonly task: Task;
  /** The raw columns a row must have; see `checkRow`. */
  readonly inputs: Schema;
  /** Numbers a row: one a class for `multiclass`, else 1. */
  readonly outputs: number;
  /**
   * What the contract of `Fitted.predict` says, row-major. RangeError for a column the table lacks, TypeError for one of
   * another kind.
   */
  predictTable(table: Table): Float64Array;
  /** The `outputs` of one row. RangeError for an absent key, TypeError for a cell of another type; see `checkRow`. */
  predictRow(row: Row): Float64Array;
  /** Contributions of the source columns to the margin of one output (0 where not said); they sum to it, which is checked. */
  explainRow(row: Row, output?: number): ExplainedMargin;
}

/** Opens a stored model. MalformedModel where manifest and weights are no valid model. */
export function openModel(manifest: ModelManifest, weights: Uint8Array): OpenModel {
  const checked = parseModelManifest(manifest);
  const fitted = loadFitted(checked.fitted, weights);
  if (fitted.task !== 'multiclass' && fitted.outputs !== 1)
    throw new MalformedModel('model', `one number a row for ${fitted.task}`, String(fitted.outputs));
  const prepare = compileRecipe(checked.recipe);
  const cellOfSource = sourceValues(checked);
  const matrixOf = (row: Row): FeatureMatrix => ({
    rowCount: 1,
    features: fitted.manifest.features,
    values: prepare(row),
  });
  return {
    manifest: checked,
    task: fitted.task,
    inputs: checked.inputs,
    outputs: fitted.outputs,
    predictTable: (table) => fitted.predict(applyRecipe(checked.recipe, table)),
    predictRow: (row) => fitted.predict(matrixOf(row)),
    explainRow: (row, output) => explainMatrix(fitted, matrixOf(row), output, (source) => cellOfSource(source, row)),
  };
}

function explainMatrix(
  fitted: Fitted,
  x: FeatureMatrix,
  output: number | undefined,
  cellOfSource: (source: string) => Cell,
): ExplainedMargin {
  const explanation = fitted.explain(x, 0, output);
  const bySource = new Map<string, number>();
  for (const [index, { source }] of x.features.entries())
    bySource.set(source, (bySource.get(source) ?? 0) + (explanation.contributions[index] ?? 0));
  const items = [...bySource].map(
    ([source, contribution]): ExplainedItem => ({ source, value: cellOfSource(source), contribution }),
  );
  // The sort is stable: equal sizes stay in canonical order of their features.
  items.sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  expectSum(explanation, items);
  return { base: explanation.base, items, margin: explanation.margin };
}

/** An explanation that does not add up would mislead whoever asked why: it is a bug of the estimator, not shown. */
function expectSum({ base, margin }: Explanation, items: readonly ExplainedItem[]): void {
  let sum = base;
  let scale = Math.max(1, Math.abs(base), Math.abs(margin));
  for (const { contribution } of items) {
    sum += contribution;
    scale = Math.max(scale, Math.abs(contribution));
  }
  if (!(Math.abs(sum - margin) <= 1e-9 * scale))
    throw new Error(`the contributions sum to ${sum}, but the margin is ${margin}`);
}

/** What to show as the value of a source: its cell, or the answer of a rule over several columns. */
function sourceValues({ recipe, inputs }: ModelManifest): (source: string, row: Row) => Cell {
  const columns = new Set(inputs.map(({ name }) => name));
  const rules = rulesOf(recipe);
  return (source, row) => {
    const rule = rules.get(source);
    if (rule !== undefined && !columns.has(source)) return rule(row);
    return (Object.hasOwn(row, source) ? row[source] : null) ?? null;
  };
}

function rulesOf(recipe: FittedRecipe): ReadonlyMap<string, (row: Row) => boolean | null> {
  const rules = new Map<string, (row: Row) => boolean | null>();
  for (const step of recipe.steps) {
    if (step.type !== 'expression') continue;
    const expression = compileExpression(step.expression, { aliases: step.aliases, columns: step.inputs });
    rules.set(step.outputs[0] ?? '', (row) => expression.evaluateRow(row));
  }
  return rules;
}
