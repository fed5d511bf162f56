import { loadFitted } from '../../estimators/load-fitted.ts';
import type { Model } from '../../model/model.ts';
import { parseModelManifest } from '../../model/parse-model-manifest.ts';
import { estimatorNodes } from './estimator-nodes.ts';
import type { OnnxExport } from './onnx-export.ts';
import { onnxGraph } from './onnx-graph.ts';
import { recipeNodes } from './recipe-nodes.ts';

/**
 * A model with its preparation as an ONNX file (opset 17, ai.onnx.ml 3): raw columns in, each rows x 1, `probability` out,
 * rows x 1. `inputs` says what each column takes. UnsupportedExport for linear leaves or the empty text as a level.
 */
export function exportModelToOnnx(model: Model): OnnxExport {
  const manifest = parseModelManifest(model.manifest);
  const fitted = loadFitted(manifest.fitted, model.weights);
  const graph = onnxGraph();
  const { features, inputs } = recipeNodes(graph, manifest.recipe);
  const probability = estimatorNodes(graph, fitted, features);
  const output = { name: 'probability', width: 1 };
  const bytes = graph.finish(
    probability,
    { ...output, type: 'float' },
    {
      description: `${manifest.fitted.estimator}: probability of ${manifest.positive}`,
      metadata: { threshold: String(manifest.threshold), inputs: JSON.stringify(inputs) },
    },
  );
  return { bytes, inputs, output };
}
