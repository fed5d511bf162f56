import type { Fitted } from '../estimator.ts';
import type { FittedRecipe } from '../recipe/fitted-recipe.ts';
import type { BinaryManifest, Model, ModelManifest, MulticlassManifest, NumberManifest } from './model.ts';

export interface NumberParts {
  readonly recipe: FittedRecipe;
  readonly fitted: Pick<Fitted, 'manifest' | 'weights'>;
}

export interface BinaryParts extends NumberParts {
  readonly threshold: number;
  readonly positive: string;
}

export interface MulticlassParts extends NumberParts {
  /** The name of each class, by its number. */
  readonly classes: readonly string[];
}

/** What a model is made of: a threshold and a positive for `binary`, names for `multiclass`, no more for the others. */
export type ModelParts = BinaryParts | MulticlassParts | NumberParts;

/**
 * The model of a fitted recipe and an estimator that was fitted on exactly its features; RangeError otherwise, and where the
 * parts are not those of its task.
 */
export function assembleModel(parts: BinaryParts): Model<BinaryManifest>;
export function assembleModel(parts: MulticlassParts): Model<MulticlassManifest>;
export function assembleModel(parts: NumberParts): Model<NumberManifest>;
export function assembleModel(parts: ModelParts): Model {
  const { recipe, fitted } = parts;
  const expected = recipe.features.map(({ name }) => name);
  const came = fitted.manifest.features.map(({ name }) => name);
  if (expected.length !== came.length || expected.some((name, index) => name !== came[index]))
    throw new RangeError(
      `the recipe makes ${expected.length} features, the estimator was fitted on ${came.length} others`,
    );
  const core = { format: 1, inputs: recipe.inputs, recipe, fitted: fitted.manifest } as const;
  return { manifest: withAnswers(core, parts), weights: fitted.weights };
}

function withAnswers(core: NumberManifest, parts: ModelParts): ModelManifest {
  const { task = 'binary', classCount } = core.fitted;
  if ('threshold' in parts) {
    if (task !== 'binary') throw new RangeError(`a threshold is of a binary model, came one of ${task}`);
    return { ...core, threshold: parts.threshold, positive: parts.positive };
  }
  if ('classes' in parts) {
    if (task !== 'multiclass' || parts.classes.length !== classCount)
      throw new RangeError(
        `${parts.classes.length} names of classes, the estimator tells ${classCount ?? 'none'} apart`,
      );
    return { ...core, classes: parts.classes };
  }
  if (task === 'binary') throw new RangeError('a binary model needs a threshold and what a positive is');
  if (task === 'multiclass') throw new RangeError(`a model of ${classCount} classes needs their names`);
  return core;
}
