import type { FittedRecipe } from '../../recipe/fitted-recipe.ts';
import { parseFittedRecipe } from '../../recipe/parse-fitted-recipe.ts';
import type { OnnxExport } from './onnx-export.ts';
import { onnxGraph } from './onnx-graph.ts';
import { recipeNodes } from './recipe-nodes.ts';
import { UnsupportedExport } from './unsupported-export.ts';

/**
 * A fitted recipe without a model as an ONNX file (opset 17, ai.onnx.ml 3): raw columns in, each rows x 1, and `features`, rows x
 * features of float32, out; the metadata names them. Computed in float64 as here. UnsupportedExport for a recipe without
 * features, for a step that standard operators cannot say, and for the empty text as a level.
 */
export function exportRecipeToOnnx(recipe: FittedRecipe): OnnxExport {
  const parsed = parseFittedRecipe(recipe);
  const names = parsed.features.map(({ name }) => name);
  if (names.length === 0) throw new UnsupportedExport('the recipe', 'it has no features');
  const graph = onnxGraph();
  const { features, inputs } = recipeNodes(graph, parsed);
  const output = { name: 'features', width: names.length };
  const bytes = graph.finish(
    features,
    { ...output, type: 'float' },
    {
      description: `recipe: ${names.length} features of ${recipe.inputs.length} columns`,
      metadata: { features: JSON.stringify(names), inputs: JSON.stringify(inputs) },
    },
  );
  return { bytes, inputs, output };
}
