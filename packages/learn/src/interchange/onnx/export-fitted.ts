import type { Fitted } from '../../estimator.ts';
import { estimatorNodes } from './estimator-nodes.ts';
import type { OnnxExport, OnnxInput } from './onnx-export.ts';
import { onnxGraph } from './onnx-graph.ts';
import { predictionOutput } from './prediction-output.ts';

/**
 * A fitted estimator as an ONNX file (opset 17, ai.onnx.ml 3) from `features`, rows x features of float32 in the order of its
 * manifest, to what it predicts: `probability`, rows x 1 (`binary`), `probabilities`, rows x classes (`multiclass`),
 * `prediction` (`regression`) or `score` (`ranking`), rows x 1. NaN is missing where the family takes it, a category is its
 * code. UnsupportedExport for linear leaves and for seasonalNaive.
 */
export function exportFittedToOnnx(fitted: Fitted): OnnxExport {
  const { estimator, features } = fitted.manifest;
  const graph = onnxGraph();
  const input = featuresInput(features.map(({ name }) => name));
  const prediction = estimatorNodes(graph, fitted, graph.input(input));
  const output = predictionOutput(fitted);
  const bytes = graph.finish(
    prediction,
    { ...output, type: 'float' },
    {
      description: `${estimator}: ${fitted.task}`,
      metadata: { features: JSON.stringify(features.map(({ name }) => name)) },
    },
  );
  return { bytes, inputs: [input], output };
}

/** The one input of a model without its preparation. */
export function featuresInput(names: readonly string[]): OnnxInput {
  const listed = names.length > 20 ? [...names.slice(0, 20), `and ${names.length - 20} more`] : names;
  const meaning = `features in this order, NaN for missing: ${listed.join(', ')}`;
  return { name: 'features', type: 'float', width: names.length, meaning };
}
