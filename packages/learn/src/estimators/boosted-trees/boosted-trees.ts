import { expectedMargin, type Forest, forestScorer, logit, sigmoid, splitRows, treeShap } from '@tend/kernels';
import type { Estimator, Fitted, FittedManifest } from '../../estimator.ts';
import { alignFeatures } from '../align-features.ts';
import { checkManifest } from '../check-manifest.ts';
import { checkOutput } from '../check-output.ts';
import { checkRow } from '../check-row.ts';
import { prevalence } from '../prevalence.ts';
import { boost } from './boost.ts';
import { boostedTreesParameters, boostedTreesSettings } from './boosted-trees-parameters.ts';
import { decodeForest } from './decode-forest.ts';
import { encodeForest } from './encode-forest.ts';

/**
 * Gradient-boosted histogram trees, leaf-wise, logistic loss; missing values and infinities are allowed. Features are
 * float32 and compared as such. Leaf values come from the quantised gradients: integer sums, so the bytes of a model do
 * not depend on the order of addition; for the same reason a row of weight 2 is not exactly a row seen twice (each row is
 * rounded by its own hash).
 */
export const boostedTrees: Estimator = {
  name: 'boostedTrees',
  parameters: boostedTreesParameters,
  tasks: ['binary'],
  fit(parameters, data, context) {
    const forest = boost(boostedTreesSettings(parameters), data, context, logit(prevalence(data)));
    const manifest: FittedManifest = {
      estimator: 'boostedTrees',
      parameters,
      features: data.x.features,
      facts: { trees: forest.splitStart.length - 1, leaves: forest.leafValue.length },
    };
    return fittedTrees(manifest, encodeForest(forest), forest);
  },
  load(manifest, weights) {
    checkManifest('boostedTrees', boostedTreesParameters, manifest);
    return fittedTrees(manifest, weights.slice(), decodeForest(weights, manifest.features.length));
  },
};

function fittedTrees(manifest: FittedManifest, weights: Uint8Array, forest: Forest): Fitted {
  const base = expectedMargin(forest);
  const rows = splitRows(forest);
  const score = forestScorer(forest);
  return {
    manifest,
    weights,
    task: 'binary',
    outputs: 1,
    link: 'logistic',
    predict(x) {
      const columns = alignFeatures(manifest.features, x);
      return score(x.values, x.rowCount, columns).map(sigmoid);
    },
    explain(x, row, output = 0) {
      const columns = alignFeatures(manifest.features, x);
      checkRow(x, row);
      checkOutput(1, output);
      const values = Float32Array.from(columns, (column) => x.values[column * x.rowCount + row] as number);
      const own = treeShap(forest, rows, values);
      const contributions = new Float64Array(x.features.length);
      for (const [f, column] of columns.entries()) contributions[column] = own[f] as number;
      const [margin = Number.NaN] = score(values, 1, Int32Array.from(columns.keys()));
      return { base, contributions, margin };
    },
  };
}
