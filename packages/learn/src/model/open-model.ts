import type { Cell, Row, Schema, Table } from '@tend/table';
import type { Explanation, FeatureMatrix, Fitted, Task } from '../estimator.ts';
import { loadFitted } from '../estimators/load-fitted.ts';
import { MalformedModel } from '../malformed-model.ts';
import { applyRecipe } from '../recipe/apply-recipe.ts';
import { compileRecipe } from '../recipe/compile-recipe.ts';
import { conditionsOf, sourcesOf } from '../recipe/explain-recipe.ts';
import type { RunContext } from '../recipe/runner.ts';
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

/**
 * Opens a stored model. MalformedModel where manifest and weights are no valid model; RangeError where its recipe looks back and no
 * history is given.
 */
export function openModel(manifest: ModelManifest, weights: Uint8Array, context: RunContext = {}): OpenModel {
  const checked = parseModelManifest(manifest);
  const fitted = loadFitted(checked.fitted, weights);
  if (fitted.task !== 'multiclass' && fitted.outputs !== 1)
    throw new MalformedModel('model', `one number a row for ${fitted.task}`, String(fitted.outputs));
  const prepare = compileRecipe(checked.recipe, context);
  const cellOfSource = sourceValues(checked, prepare);
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
    predictTable: (table) => fitted.predict(applyRecipe(checked.recipe, table, context)),
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

/** What to show as the value of a source: its cell; of several columns what the recipe makes of them, or their cells. */
function sourceValues({ recipe, inputs }: ModelManifest, prepare: (row: Row) => Float32Array): SourceValue {
  const columns = new Set(inputs.map(({ name }) => name));
  const sources = sourcesOf(recipe);
  const conditions = conditionsOf(recipe);
  return (source, row) => {
    const cell = (name: string): Cell => (Object.hasOwn(row, name) ? row[name] : null) ?? null;
    if (columns.has(source)) return cell(source);
    const places = [...recipe.features.keys()].filter((place) => recipe.features[place]?.source === source);
    const feature = recipe.features[places[0] ?? -1];
    if (feature === undefined) return null;
    if (places.length > 1) return (sources.get(feature.name) ?? []).map((name) => cell(name) ?? 'missing').join(', ');
    const value = prepare(row)[places[0] ?? -1] ?? Number.NaN;
    if (Number.isNaN(value)) return null;
    return conditions.has(feature.name) ? value === 1 : value;
  };
}

type SourceValue = (source: string, row: Row) => Cell;
