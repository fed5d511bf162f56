import { type EstimatorName, estimators } from '@tend/learn';
import type { BenchSet } from '../data-sets/bench-set.ts';
import { oneHot } from '../data-sets/one-hot.ts';

/** The set with its categories as they are where an estimator takes them, else as one-hot columns. */
export function asTaken(name: EstimatorName, set: BenchSet): BenchSet {
  const estimator = estimators[name];
  return 'categories' in estimator && estimator.categories === true ? set : oneHot(set);
}
