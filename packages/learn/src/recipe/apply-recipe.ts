import type { Table } from '@tend/table';
import type { FeatureMatrix } from '../estimator.ts';
import { type FittedRecipe, recipeFeatures } from './fitted-recipe.ts';
import { outputPositions } from './output-positions.ts';
import { encoderOf } from './step-encoder.ts';

/**
 * The features of every row, float32, column-major, in canonical order of names. RangeError for a column the table
 * lacks, TypeError for one of another kind; other columns are ignored.
 */
export function applyRecipe(recipe: FittedRecipe, table: Table): FeatureMatrix {
  const features = recipeFeatures(recipe);
  const { rowCount } = table;
  const values = new Float32Array(features.length * rowCount);
  const positions = outputPositions(recipe, features);
  for (const [index, step] of recipe.steps.entries()) {
    const encoder = encoderOf(step);
    const at = positions[index] ?? new Int32Array();
    const stored = encoder.fromTable(table);
    for (let row = 0; row < rowCount; row++) encoder.write(stored[row] ?? Number.NaN, values, at, row, rowCount);
  }
  return { rowCount, features, values };
}
