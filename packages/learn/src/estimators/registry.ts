import type { Estimator, EstimatorName } from '../estimator.ts';
import { boostedTrees } from './boosted-trees/boosted-trees.ts';
import { linear } from './linear/linear.ts';
import { logistic } from './logistic/logistic.ts';
import { majority } from './majority.ts';
import { mean } from './mean.ts';
import { median } from './median.ts';
import { mostFrequent } from './most-frequent.ts';
import { quantile } from './quantile.ts';
import { extraTrees } from './random-forest/extra-trees.ts';
import { randomForest } from './random-forest/random-forest.ts';
import { rule } from './rule.ts';
import { seasonalNaive } from './seasonal-naive.ts';

/** Every algorithm by name. */
export const estimators: Readonly<Record<EstimatorName, Estimator>> = {
  majority,
  mostFrequent,
  mean,
  median,
  quantile,
  seasonalNaive,
  rule,
  linear,
  logistic,
  boostedTrees,
  randomForest: randomForest.estimator,
  extraTrees: extraTrees.estimator,
};
