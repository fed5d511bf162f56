import type { EstimatorName, FeatureMatrix } from '../estimator.ts';
import { fewestValuesForThreads } from './boosted-trees/boost.ts';
import { fewestCellsForThreads } from './random-forest/grow-random-forest.ts';

/** Whether a fit of this family on this many values is sooner done by several threads together. */
export function profitsFromThreads(estimator: EstimatorName, { rowCount, features }: FeatureMatrix): boolean {
  const valueCount = rowCount * features.length;
  if (estimator === 'randomForest' || estimator === 'extraTrees') return valueCount >= fewestCellsForThreads;
  return estimator === 'boostedTrees' && valueCount >= fewestValuesForThreads;
}
