import { loadFitted } from '../../estimators/load-fitted.ts';
import type { Model, ModelManifest } from '../../model/model.ts';
import { parseModelManifest } from '../../model/parse-model-manifest.ts';
import { estimatorNodes } from './estimator-nodes.ts';
import type { OnnxExport } from './onnx-export.ts';
import { onnxGraph } from './onnx-graph.ts';
import { predictionOutput } from './prediction-output.ts';
import { recipeNodes } from './recipe-nodes.ts';

/**
 * A model with its preparation as an ONNX file (opset 17, ai.onnx.ml 3): raw columns in, each rows x 1, and what
 * `exportFittedToOnnx` says out; the metadata has the threshold or the names of the classes. `inputs` says what each column
 * takes. UnsupportedExport for linear leaves, seasonalNaive, a step that standard operators cannot say, or the empty text as a level.
 */
export function exportModelToOnnx(model: Model): OnnxExport {
  const manifest = parseModelManifest(model.manifest);
  const fitted = loadFitted(manifest.fitted, model.weights);
  const graph = onnxGraph();
  const { features, inputs } = recipeNodes(graph, manifest.recipe);
  const prediction = estimatorNodes(graph, fitted, features);
  const output = predictionOutput(fitted);
  const bytes = graph.finish(
    prediction,
    { ...output, type: 'float' },
    {
      description: `${manifest.fitted.estimator}: ${'positive' in manifest ? `probability of ${manifest.positive}` : fitted.task}`,
      metadata: { ...answersOf(manifest), inputs: JSON.stringify(inputs) },
    },
  );
  return { bytes, inputs, output };
}

function answersOf(manifest: ModelManifest): Readonly<Record<string, string>> {
  if ('threshold' in manifest) return { threshold: String(manifest.threshold) };
  return 'classes' in manifest ? { classes: JSON.stringify(manifest.classes) } : {};
}
