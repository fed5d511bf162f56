import type { Estimator } from '../estimator.ts';
import { constantRegressor } from './constant-regressor.ts';
import { targetQuantile } from './target-quantile.ts';

/** Every row is given the weighted median of the training targets: the baseline of absolute error. */
export const median: Estimator = constantRegressor('median', {}, (data) => targetQuantile(data, 0.5));
