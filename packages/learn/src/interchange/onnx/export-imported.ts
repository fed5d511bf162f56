import type { ImportedModel } from '../imported-model.ts';
import { featuresInput } from './export-fitted.ts';
import { linkNodes } from './link-nodes.ts';
import type { OnnxExport } from './onnx-export.ts';
import { onnxGraph } from './onnx-graph.ts';
import { treeEnsemble } from './tree-ensemble.ts';

/**
 * An imported model as an ONNX file from `features` (rows x features of float32, in the order of its manifest, categories as
 * whole numbers from 0) to `prediction`, rows x outputs, on the scale of `predictAll`. A value within 1e-35 of zero is zero only
 * if it is exactly that. UnsupportedExport for linear leaves.
 */
export function exportImportedToOnnx(model: ImportedModel): OnnxExport {
  const names = model.manifest.features.map(({ name }) => name);
  const graph = onnxGraph();
  const input = featuresInput(names);
  const margins = treeEnsemble(graph, model.forest, graph.input(input));
  const prediction = linkNodes(graph, model.link, model.linkScale, margins);
  const output = { name: 'prediction', width: model.outputCount };
  const bytes = graph.finish(
    prediction,
    { ...output, type: 'float' },
    {
      description: `${String(model.manifest.parameters.objective)} of ${String(model.manifest.parameters.source)}`,
      metadata: { features: JSON.stringify(names) },
    },
  );
  return { bytes, inputs: [input], output };
}
