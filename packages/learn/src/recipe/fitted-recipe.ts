import type { Schema } from '@tend/table';
import type { Feature } from '../estimator.ts';
import { canonicalOrder } from './canonical-order.ts';

/** A preparation after it has seen its training rows: plain data, its steps in the order of the plan. */
export interface FittedRecipe {
  readonly format: 1;
  readonly steps: readonly FittedStep[];
}

/** `outputs` are the names of the features the step makes, distinct over the whole recipe. */
export type FittedStep =
  | FittedNumber
  | FittedOneHot
  | FittedCategories
  | FittedDateParts
  | FittedBoolean
  | FittedExpression;

export type FittedNumber =
  | {
      readonly type: 'number';
      readonly column: string;
      readonly kind: 'number' | 'integer';
      readonly treatment: 'passThrough';
      /** The value, missing as NaN. */
      readonly outputs: readonly string[];
    }
  | {
      readonly type: 'number';
      readonly column: string;
      readonly kind: 'number' | 'integer';
      readonly treatment: 'standardise';
      /** Values beyond these training quantiles count as the quantile. */
      readonly lower: number;
      readonly upper: number;
      /** Takes the place of a missing value. */
      readonly median: number;
      readonly mean: number;
      readonly deviation: number;
      readonly hasMissing: boolean;
      /** The scaled value, then, where `hasMissing`, 1 for a missing one. */
      readonly outputs: readonly string[];
    };

export interface FittedOneHot {
  readonly type: 'oneHot';
  readonly column: string;
  readonly levels: readonly string[];
  readonly hasOther: boolean;
  readonly hasMissing: boolean;
  /** One a level, then the rare and unseen ones (`hasOther`), then missing (`hasMissing`). */
  readonly outputs: readonly string[];
}

export interface FittedCategories {
  readonly type: 'categories';
  readonly column: string;
  readonly levels: readonly string[];
  /** Rare and unseen levels have a code of their own behind the others; without it an unseen one is missing. */
  readonly hasOther: boolean;
  /** The code of the level, missing as NaN. */
  readonly outputs: readonly string[];
}

export interface FittedDateParts {
  readonly type: 'dateParts';
  readonly column: string;
  readonly kind: 'date' | 'instant';
  readonly encoding: 'cyclic' | 'ordinal';
  /** Always false where the encoding is ordinal: there, missing is NaN. */
  readonly hasMissing: boolean;
  /** Cyclic: month sine, cosine, seven weekdays, for instants hour sine, cosine, then missing. Ordinal: month, weekday, hour. */
  readonly outputs: readonly string[];
}

export interface FittedBoolean {
  readonly type: 'boolean';
  readonly column: string;
  readonly treatment: 'standardise' | 'passThrough';
  /** The share of true in training takes the place of a missing value (`standardise`). */
  readonly share: number;
  readonly hasMissing: boolean;
  readonly outputs: readonly string[];
}

export interface FittedExpression {
  readonly type: 'expression';
  readonly expression: string;
  readonly aliases: Readonly<Record<string, string>>;
  /** The columns it reads. */
  readonly inputs: Schema;
  /** 1 true, 0 false, NaN where the expression is null. */
  readonly outputs: readonly string[];
}

/** The features of a recipe in canonical order of their names. */
export function recipeFeatures(recipe: FittedRecipe): readonly Feature[] {
  const features: Feature[] = [];
  for (const step of recipe.steps)
    for (const name of step.outputs) features.push({ name, source: sourceOf(step), ...categoriesOf(step) });
  return features.sort((a, b) => canonicalOrder(a.name, b.name));
}

function categoriesOf(step: FittedStep): Pick<Feature, 'categories'> {
  return step.type === 'categories' ? { categories: step.levels.length + Number(step.hasOther) } : {};
}

/** The columns a recipe reads, with their kinds, in canonical order of their names. */
export function recipeInputs(recipe: FittedRecipe): Schema {
  const kinds = new Map(recipe.steps.flatMap((step) => inputsOf(step).map(({ name, kind }) => [name, kind] as const)));
  return [...kinds].map(([name, kind]) => ({ name, kind })).sort((a, b) => canonicalOrder(a.name, b.name));
}

/** The columns one step reads. */
export function inputsOf(step: FittedStep): Schema {
  if (step.type === 'expression') return step.inputs;
  if (step.type === 'oneHot' || step.type === 'categories') return [{ name: step.column, kind: 'text' }];
  if (step.type === 'boolean') return [{ name: step.column, kind: 'boolean' }];
  return [{ name: step.column, kind: step.kind }];
}

/** An expression over several columns has no single source: its own feature stands for it. */
function sourceOf(step: FittedStep): string {
  if (step.type !== 'expression') return step.column;
  const [only, second] = step.inputs;
  return only !== undefined && second === undefined ? only.name : (step.outputs[0] ?? 'rule');
}
