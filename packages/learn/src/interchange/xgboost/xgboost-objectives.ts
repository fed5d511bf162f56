import type { Objective } from '../objective.ts';

/** How a model's base_score, which is on the scale of predictions, becomes a margin. */
export type BaseScale = 'margin' | 'probability' | 'mean';

export interface XgboostObjective extends Objective {
  readonly baseScale: BaseScale;
}

const mean: XgboostObjective = { task: 'regression', link: 'identity', baseScale: 'margin' };
const positiveMean: XgboostObjective = { task: 'regression', link: 'exponential', baseScale: 'mean' };
const probability: XgboostObjective = { task: 'binary', link: 'logistic', baseScale: 'probability' };
const survival: XgboostObjective = { task: 'survival', link: 'exponential', baseScale: 'mean' };
const rank: XgboostObjective = { task: 'ranking', link: 'identity', baseScale: 'margin' };

/** XGBoost's objectives; a custom one is stored under the name of its default, reg:squarederror. */
export const xgboostObjectives: Readonly<Record<string, XgboostObjective>> = {
  'reg:squarederror': mean,
  'reg:linear': mean,
  'reg:squaredlogerror': mean,
  'reg:pseudohubererror': mean,
  'reg:absoluteerror': mean,
  'reg:quantileerror': mean,
  'reg:gamma': positiveMean,
  'reg:tweedie': positiveMean,
  'count:poisson': positiveMean,
  'survival:cox': survival,
  'survival:aft': survival,
  'reg:logistic': probability,
  'binary:logistic': probability,
  'binary:logitraw': { task: 'binary', link: 'identity', baseScale: 'margin' },
  'binary:hinge': { task: 'regression', link: 'step', baseScale: 'margin' },
  'multi:softmax': { task: 'multiclass', link: 'largest', baseScale: 'margin' },
  'multi:softprob': { task: 'multiclass', link: 'softmax', baseScale: 'margin' },
  'rank:pairwise': rank,
  'rank:ndcg': rank,
  'rank:map': rank,
};
