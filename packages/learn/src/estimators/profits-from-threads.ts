import type { EstimatorName, FeatureMatrix } from '../estimator.ts';
import { fewestValuesForThreads } from './boosted-trees/boost.ts';

/** Whether a fit of this family on this many values is sooner done by several threads together. */
export function profitsFromThreads(estimator: EstimatorName, { rowCount, features }: FeatureMatrix): boolean {
  return estimator === 'boostedTrees' && rowCount * features.length >= fewestValuesForThreads;
}
