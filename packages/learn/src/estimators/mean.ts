import type { Estimator } from '../estimator.ts';
import { constantRegressor } from './constant-regressor.ts';
import { targetMean } from './target-mean.ts';

/** Every row is given the weighted mean of the training targets: the baseline of squared error. */
export const mean: Estimator = constantRegressor('mean', {}, targetMean);
