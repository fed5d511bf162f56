import type { Estimator, EstimatorName } from '../estimator.ts';
import { boostedTrees } from './boosted-trees/boosted-trees.ts';
import { logistic } from './logistic/logistic.ts';
import { majority } from './majority.ts';
import { rule } from './rule.ts';

/** Every algorithm by name. */
export const estimators: Readonly<Record<EstimatorName, Estimator>> = { majority, rule, logistic, boostedTrees };
