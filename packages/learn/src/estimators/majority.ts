import type { Estimator } from '../estimator.ts';
import { classShares } from './class-shares.ts';
import { constantClassifier } from './constant-classifier.ts';
import { outcomeOf } from './outcome.ts';
import { prevalence } from './prevalence.ts';

/**
 * The prior: every row is given the weighted training prevalence, or the weighted share of each class. What any model must
 * beat.
 */
export const majority: Estimator = constantClassifier('majority', (data) => {
  const { task, outputs } = outcomeOf(data);
  if (task === 'binary') {
    const share = prevalence(data);
    return { shares: Float64Array.of(share), facts: { prevalence: share } };
  }
  const shares = classShares(data, outputs);
  const total = shares.reduce((sum, share) => sum + share, 0);
  return { shares: shares.map((share) => Math.min(share / total, 1 - Number.EPSILON)), facts: {} };
});
