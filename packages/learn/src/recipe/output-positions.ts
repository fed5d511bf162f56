import type { Feature } from '../estimator.ts';
import type { FittedRecipe } from './fitted-recipe.ts';

/** For each step, where its outputs stand among the features. */
export function outputPositions(recipe: FittedRecipe, features: readonly Feature[]): readonly Int32Array[] {
  const position = new Map(features.map(({ name }, index) => [name, index]));
  return recipe.steps.map((step) => Int32Array.from(step.outputs, (name) => position.get(name) ?? -1));
}
