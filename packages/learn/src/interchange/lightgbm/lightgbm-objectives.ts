import type { Objective } from '../objective.ts';

const mean: Objective = { task: 'regression', link: 'identity' };
const positiveMean: Objective = { task: 'regression', link: 'exponential' };
const probability: Objective = { task: 'binary', link: 'logistic' };
const intensity: Objective = { task: 'regression', link: 'softplus' };
const rank: Objective = { task: 'ranking', link: 'identity' };

/** LightGBM's objectives as its models spell them, today's and older names. `custom`: trained by a function of the user's. */
export const lightgbmObjectives: Readonly<Record<string, Objective>> = {
  custom: mean,
  regression: mean,
  regression_l2: mean,
  regression_l1: mean,
  huber: mean,
  fair: mean,
  quantile: mean,
  mape: mean,
  poisson: positiveMean,
  gamma: positiveMean,
  tweedie: positiveMean,
  binary: probability,
  cross_entropy: probability,
  xentropy: probability,
  cross_entropy_lambda: intensity,
  xentlambda: intensity,
  multiclass: { task: 'multiclass', link: 'softmax' },
  multiclassova: { task: 'multiclass', link: 'logistic' },
  lambdarank: rank,
  rank_xendcg: rank,
};
