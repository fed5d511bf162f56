import type { DecisionForest } from '@tend/kernels';
import type { FeatureMatrix, Fitted } from '../../estimator.ts';
import { decodeDecisionForest } from '../../estimators/forest/decode-decision-forest.ts';
import { loadImported } from '../load-imported.ts';
import { linkNodes } from './link-nodes.ts';
import type { OnnxGraph } from './onnx-graph.ts';
import { treeEnsemble } from './tree-ensemble.ts';
import { UnsupportedExport } from './unsupported-export.ts';

/**
 * Probabilities (rows x 1, float32) of a fitted estimator for its features (rows x features, float32, in the order of its
 * manifest). What the contract of `Fitted` can tell is asked of it; only trees are read from their weights.
 */
export function estimatorNodes(graph: OnnxGraph, fitted: Fitted, features: string): string {
  const { manifest, weights } = fitted;
  if (fitted.task !== 'binary')
    throw new UnsupportedExport(`an estimator of ${fitted.task}`, 'so far only yes-or-no models are exported');
  switch (manifest.estimator) {
    case 'majority':
      return majorityNodes(graph, fitted, features);
    case 'rule':
      return ruleNodes(graph, fitted, features);
    case 'logistic':
      return logisticNodes(graph, fitted, features);
    case 'boostedTrees':
      return forestNodes(graph, decodeDecisionForest(weights, manifest.features.length), 1, features);
    case 'imported': {
      const { forest, linkScale } = loadImported(manifest, weights);
      return forestNodes(graph, forest, linkScale, features);
    }
    default:
      throw new UnsupportedExport(`the estimator ${manifest.estimator}`, 'it has no form in ONNX here');
  }
}

function forestNodes(graph: OnnxGraph, forest: DecisionForest, scale: number, features: string): string {
  return linkNodes(graph, 'logistic', scale, treeEnsemble(graph, forest, features));
}

/** The same probability for every row, as many as there are. */
function majorityNodes(graph: OnnxGraph, fitted: Fitted, features: string): string {
  const [share = Number.NaN] = fitted.predict(oneRow(fitted, 0));
  const rows = graph.node('Shape', [features], { start: { kind: 'int', value: 0 }, end: { kind: 'int', value: 1 } });
  const one = graph.constant({ type: 'int64', shape: [1], values: [1] });
  const shape = graph.node('Concat', [rows, one], { axis: { kind: 'int', value: 0 } });
  const value = { kind: 'tensor', value: { type: 'float', shape: [1], values: [share] } } as const;
  return graph.node('ConstantOfShape', [shape], { value });
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

/** A coefficient is what a feature adds to the margin at 1 less what it adds at 0. */
function logisticNodes(graph: OnnxGraph, fitted: Fitted, features: string): string {
  const atZero = fitted.explain(oneRow(fitted, 0), 0);
  const atOne = fitted.explain(oneRow(fitted, 1), 0);
  const coefficients = atOne.contributions.map((value, f) => value - (atZero.contributions[f] as number));
  const margins = graph.mlNode('LinearRegressor', [features], {
    coefficients: { kind: 'floats', value: coefficients },
    intercepts: { kind: 'floats', value: [atZero.margin] },
    targets: { kind: 'int', value: 1 },
  });
  return graph.node('Sigmoid', [margins]);
}

function oneRow({ manifest }: Fitted, value: number): FeatureMatrix {
  return { rowCount: 1, features: manifest.features, values: new Float32Array(manifest.features.length).fill(value) };
}
