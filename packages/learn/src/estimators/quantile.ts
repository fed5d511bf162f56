import type { Estimator } from '../estimator.ts';
import type { ParameterSpace } from '../parameters.ts';
import { constantRegressor } from './constant-regressor.ts';
import { targetQuantile } from './target-quantile.ts';

const parameters: ParameterSpace = {
  probability: {
    type: 'number',
    default: 0.9,
    min: 0,
    max: 1,
    description: 'Share of the training targets that are at or below the prediction',
  },
};

/** Every row is given a weighted quantile of the training targets: the baseline of pinball loss. */
export const quantile: Estimator = constantRegressor('quantile', parameters, (data, { probability }) =>
  targetQuantile(data, Number(probability)),
);
