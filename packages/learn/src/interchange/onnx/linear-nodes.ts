import type { Fitted } from '../../estimator.ts';
import { decodeLinear } from '../../estimators/linear/linear-model.ts';
import type { OnnxGraph } from './onnx-graph.ts';
import { elementTypes } from './tensor.ts';

/**
 * Margins of a linear model (rows x outputs, float32): summed in float64, since features need not be standardised and a
 * large one would take the others' digits.
 */
export function linearNodes(graph: OnnxGraph, { manifest, weights }: Fitted, features: string): string {
  const { intercepts, coefficients } = decodeLinear(manifest, weights);
  const outputs = intercepts.length;
  const count = manifest.features.length;
  const byFeature = Array.from(
    { length: coefficients.length },
    (_, i) => coefficients[(i % outputs) * count + Math.floor(i / outputs)] as number,
  );
  const wide = graph.node('Cast', [features], { to: { kind: 'int', value: elementTypes.double } });
  const slopes = graph.constant({ type: 'double', shape: [count, outputs], values: byFeature });
  const start = graph.constant({ type: 'double', shape: [1, outputs], values: Array.from(intercepts) });
  const margins = graph.node('Add', [graph.node('MatMul', [wide, slopes]), start]);
  return graph.node('Cast', [margins], { to: { kind: 'int', value: elementTypes.float } });
}
