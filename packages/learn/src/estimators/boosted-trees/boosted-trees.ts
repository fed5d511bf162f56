import { logit } from '@tend/kernels';
import type { Estimator, FittedManifest } from '../../estimator.ts';
import { checkManifest } from '../check-manifest.ts';
import { fittedForest, loadForest } from '../forest/fitted-forest.ts';
import { prevalence } from '../prevalence.ts';
import { boost } from './boost.ts';
import { boostedTreesParameters, boostedTreesSettings } from './boosted-trees-parameters.ts';

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
  fitColumns(parameters, data, context) {
    const forest = boost(boostedTreesSettings(parameters, data.x.features), data, context, logit(prevalence(data)));
    const manifest: FittedManifest = {
      estimator: 'boostedTrees',
      parameters,
      features: data.x.features,
      facts: { trees: forest.root.length, leaves: forest.leafValue.length },
    };
    return fittedForest(manifest, forest, 'logistic');
  },
  load(manifest, weights) {
    checkManifest('boostedTrees', boostedTreesParameters, manifest);
    return loadForest(manifest, weights, 'logistic');
  },
};
