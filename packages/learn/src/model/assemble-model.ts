import type { Fitted } from '../estimator.ts';
import { type FittedRecipe, recipeFeatures, recipeInputs } from '../recipe/fitted-recipe.ts';
import type { Model } from './model.ts';

export interface ModelParts {
  readonly recipe: FittedRecipe;
  readonly fitted: Pick<Fitted, 'manifest' | 'weights'>;
  readonly threshold: number;
  readonly positive: string;
}

/** The model of a fitted recipe and an estimator that was fitted on exactly its features; RangeError otherwise. */
export function assembleModel({ recipe, fitted, threshold, positive }: ModelParts): Model {
  const features = recipeFeatures(recipe);
  const expected = features.map(({ name }) => name);
  const came = fitted.manifest.features.map(({ name }) => name);
  if (expected.length !== came.length || expected.some((name, index) => name !== came[index]))
    throw new RangeError(
      `the recipe makes ${expected.length} features, the estimator was fitted on ${came.length} others`,
    );
  const manifest = {
    format: 1,
    inputs: recipeInputs(recipe),
    recipe,
    fitted: fitted.manifest,
    threshold,
    positive,
  } as const;
  return { manifest, weights: fitted.weights };
}
