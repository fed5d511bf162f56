import type { Estimator } from '../estimator.ts';
import { classShares } from './class-shares.ts';
import { constantClassifier } from './constant-classifier.ts';
import { outcomeOf } from './outcome.ts';
import { nearestShare } from './prevalence.ts';

/**
 * Always sure of the class with the largest weight in training, of equals the first: its probability is 1 - 1e-12 and the
 * others share the rest, so that log-odds stay finite. What accuracy must be compared with.
 */
export const mostFrequent: Estimator = constantClassifier('mostFrequent', (data) => {
  const { task, outputs } = outcomeOf(data);
  const shares = classShares(data, Math.max(2, outputs));
  const chosen = shares.indexOf(shares.reduce((most, share) => Math.max(most, share), 0));
  const sure = shares.map((_, label) => (label === chosen ? 1 - nearestShare : nearestShare / (shares.length - 1)));
  return { shares: task === 'binary' ? sure.slice(1) : sure, facts: { class: chosen } };
});
