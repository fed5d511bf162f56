import type { Link } from '../../link.ts';
import type { OnnxGraph } from './onnx-graph.ts';

/** Predictions from float32 margins, rows x margins: what `applyLink` does, as operators. */
export function linkNodes(graph: OnnxGraph, link: Link, scale: number, margins: string): string {
  const scalar = (value: number): string => graph.constant({ type: 'float', shape: [], values: [value] });
  const asFloat = (value: string): string => graph.node('Cast', [value], { to: { kind: 'int', value: 1 } });
  switch (link) {
    case 'identity':
      return margins;
    case 'logistic':
      return graph.node('Sigmoid', [scale === 1 ? margins : graph.node('Mul', [margins, scalar(scale)])]);
    case 'softmax':
      return graph.node('Softmax', [margins], { axis: { kind: 'int', value: 1 } });
    case 'exponential':
      return graph.node('Exp', [margins]);
    case 'signedSquare':
      return graph.node('Mul', [margins, graph.node('Abs', [margins])]);
    case 'softplus':
      return graph.node('Softplus', [margins]);
    case 'largest':
      return asFloat(graph.node('ArgMax', [margins], { axis: { kind: 'int', value: 1 } }));
    case 'step':
      return asFloat(graph.node('Greater', [margins, scalar(0)]));
  }
}
