import { type Column, columnOf, isMissing, type Table, takeRows } from '@tend/table';
import type { EstimatorName, FitContext, Fitted, TrainingData } from './estimator.ts';
import { fit } from './estimators/fit.ts';
import { InvalidData } from './estimators/invalid-data.ts';
import { assembleModel } from './model/assemble-model.ts';
import type { Model } from './model/model.ts';
import { type OpenModel, openModel } from './model/open-model.ts';
import type { ParameterValues } from './parameters.ts';
import { fitRecipe } from './recipe/fit-recipe.ts';
import { proposeRecipe } from './recipe/propose-recipe.ts';
import type { RecipePlan } from './recipe/recipe-plan.ts';

export interface TableFit {
  /** The column to predict; a row that lacks it is refused. */
  readonly target: string;
  /**
   * The text or boolean that counts as positive: the question is then whether the target is that. Without it a number is
   * predicted as a number, true against false, and a text as one of several classes.
   */
  readonly positive?: string | boolean;
  /** Default: boosted trees. */
  readonly estimator?: EstimatorName;
  readonly parameters?: ParameterValues;
  /** The columns to learn from; default: all others. */
  readonly columns?: readonly string[];
  /** The rows to learn from; default: all. */
  readonly rows?: Int32Array;
  /** Act where the probability of the positive is at least this; default 0.5. */
  readonly threshold?: number;
  /** Default: seed 1. */
  readonly context?: Partial<FitContext>;
}

/** A model that was just fitted, ready to answer; `encodeModel(model)` stores it. */
export interface FittedTable extends OpenModel {
  readonly model: Model;
  readonly fitted: Fitted;
  /** How each column is prepared, which are left out, and why. */
  readonly plan: RecipePlan;
}

/**
 * Prepares a table for an estimator as proposed, and fits both on the rows. `InvalidData` for a target that is missing in a
 * row, or a positive that never occurs; RangeError for an unknown column; else as `fit`.
 */
export function fitTable(table: Table, options: TableFit): FittedTable {
  const { target, estimator = 'boostedTrees', parameters = {}, threshold = 0.5, context } = options;
  const train = options.rows === undefined ? table : takeRows(table, options.rows);
  const outcome = outcomeOf(columnOf(train, target), options.positive);
  const columns = options.columns ?? table.columns.map(({ name }) => name).filter((name) => name !== target);
  if (columns.includes(target)) throw new RangeError(`the target "${target}" cannot be learned from itself`);
  const rows = Int32Array.from({ length: train.rowCount }, (_, row) => row);
  const { classes, positive, ...targets } = outcome;
  const learnt = { ...targets, ...(classes !== undefined && { classes }) };
  const plan = proposeRecipe(train, rows, columns, { for: estimator, target: learnt });
  const { recipe, x } = fitRecipe(plan, train, rows, { target: learnt, seed: context?.seed ?? 1 });
  const data: TrainingData = { x, ...targets };
  const fitted = fit(estimator, parameters, data, { seed: 1, ...context });
  const parts = { recipe, fitted };
  const model: Model =
    positive !== undefined
      ? assembleModel({ ...parts, threshold, positive: `${target} is ${positive}` })
      : classes !== undefined
        ? assembleModel({ ...parts, classes })
        : assembleModel(parts);
  return { ...openModel(model.manifest, model.weights), model, fitted, plan };
}

interface Outcome extends Pick<TrainingData, 'y' | 'task' | 'classCount'> {
  readonly positive?: string;
  readonly classes?: readonly string[];
}

function outcomeOf(column: Column, wanted: string | boolean | undefined): Outcome {
  const { name, kind } = column;
  const rowCount = column.kind === 'text' ? column.codes.length : column.values.length;
  for (let row = 0; row < rowCount; row++)
    if (isMissing(column, row)) throw new InvalidData(`target "${name}" of row ${row}`, 'a value', 'none');
  if (column.kind === 'text') {
    if (wanted !== undefined)
      return isPositive(
        name,
        Array.from(column.codes, (c) => column.dictionary[c]),
        wanted,
      );
    const classes = [...new Set(Array.from(column.codes, (code) => column.dictionary[code] as string))].sort();
    const placeOf = column.dictionary.map((text) => classes.indexOf(text));
    const y = Float64Array.from(column.codes, (code) => placeOf[code] as number);
    return { y, task: 'multiclass', classCount: classes.length, classes };
  }
  if (kind === 'boolean')
    return isPositive(
      name,
      Array.from(column.values, (value) => value === 1),
      wanted ?? true,
    );
  if (wanted !== undefined)
    throw new InvalidData(`positive of "${name}"`, 'none: the target is a number', String(wanted));
  return { y: Float64Array.from(column.values), task: 'regression' };
}

function isPositive(name: string, values: readonly unknown[], wanted: string | boolean): Outcome {
  if (!values.includes(wanted)) throw new InvalidData(`positive of "${name}"`, 'a value of the target', String(wanted));
  return { y: Float64Array.from(values, (value) => Number(value === wanted)), positive: String(wanted) };
}
