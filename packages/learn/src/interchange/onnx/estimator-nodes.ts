import type { FeatureMatrix, Fitted } from '../../estimator.ts';
import { linearNodes } from './linear-nodes.ts';
import { linkNodes } from './link-nodes.ts';
import type { OnnxGraph } from './onnx-graph.ts';
import { treeEnsemble } from './tree-ensemble.ts';
import { UnsupportedExport } from './unsupported-export.ts';

/**
 * What a fitted estimator predicts (rows x outputs, float32) for its features (rows x features, float32, in the order of its
 * manifest). What the contract of `Fitted` can tell is asked of it; only coefficients are read from its weights.
 */
export function estimatorNodes(graph: OnnxGraph, fitted: Fitted, features: string): string {
  const { manifest, link, forest } = fitted;
  if (forest !== undefined) return linkNodes(graph, link, 1, treeEnsemble(graph, forest, features));
  switch (manifest.estimator) {
    case 'majority':
    case 'mostFrequent':
    case 'mean':
    case 'median':
    case 'quantile':
      return constantNodes(graph, fitted, features);
    case 'rule':
      return ruleNodes(graph, fitted, features);
    case 'linear':
    case 'logistic':
      return linkNodes(graph, link, 1, linearNodes(graph, fitted, features));
    default:
      throw new UnsupportedExport(`the estimator ${manifest.estimator}`, 'it has no form in ONNX here');
  }
}

/** The same prediction for every row, as many as there are. */
function constantNodes(graph: OnnxGraph, fitted: Fitted, features: string): string {
  const values = Array.from(fitted.predict(oneRow(fitted, 0)));
  const rows = graph.node('Shape', [features], { start: { kind: 'int', value: 0 }, end: { kind: 'int', value: 1 } });
  const one = graph.constant({ type: 'int64', shape: [1], values: [1] });
  const shape = graph.node('Concat', [rows, one], { axis: { kind: 'int', value: 0 } });
  return graph.node('Expand', [graph.constant({ type: 'float', shape: [1, values.length], values }), shape]);
}

/** A probability for each answer of the rule: undefined (NaN), true (1), false (0). */
function ruleNodes(graph: OnnxGraph, fitted: Fitted, features: string): string {
  const rateOf = (answer: number): string => {
    const [rate = Number.NaN] = fitted.predict(oneRow(fitted, answer));
    return graph.constant({ type: 'float', shape: [], values: [rate] });
  };
  const half = graph.constant({ type: 'float', shape: [], values: [0.5] });
  const known = graph.node('Where', [graph.node('Greater', [features, half]), rateOf(1), rateOf(0)]);
  return graph.node('Where', [graph.node('IsNaN', [features]), rateOf(Number.NaN), known]);
}

function oneRow({ manifest }: Fitted, value: number): FeatureMatrix {
  return { rowCount: 1, features: manifest.features, values: new Float32Array(manifest.features.length).fill(value) };
}
