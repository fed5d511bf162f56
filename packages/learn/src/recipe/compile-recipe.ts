import type { Row } from '@tend/table';
import { type FittedRecipe, recipeFeatures } from './fitted-recipe.ts';
import { outputPositions } from './output-positions.ts';
import { encoderOf } from './step-encoder.ts';

/**
 * A function from one JSON row to its features in canonical order, equal to the bytes of `applyRecipe` on a table of
 * that row. RangeError for an absent key, TypeError for a cell of another type (`checkRow` finds both beforehand).
 */
export function compileRecipe(recipe: FittedRecipe): (row: Row) => Float32Array {
  const features = recipeFeatures(recipe);
  const positions = outputPositions(recipe, features);
  const encoders = recipe.steps.map((step, index) => ({
    encoder: encoderOf(step),
    at: positions[index] ?? new Int32Array(),
  }));
  return (row) => {
    const out = new Float32Array(features.length);
    for (const { encoder, at } of encoders) encoder.write(encoder.fromRow(row), out, at, 0, 1);
    return out;
  };
}
