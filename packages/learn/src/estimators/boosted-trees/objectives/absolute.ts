import { targetQuantile } from '../../target-quantile.ts';
import type { Objective } from './objective.ts';
import { unitless } from './unit-of.ts';

/** Absolute error: g = the sign of margin - y, h = 1; leaves take the median of their residuals. Source: Friedman 2001, Algorithm 3. */
export const absoluteObjective: Objective = {
  initialMargins: (data) => [targetQuantile(data, 0.5)],
  units: () => unitless,
  setGradients({ begin, end, targets, weights, margins, gradients, hessians }) {
    for (let row = begin; row < end; row++) {
      const w = weights[row] as number;
      gradients[row] = w * Math.sign((margins[row] as number) - (targets[row] as number));
      hessians[row] = w;
    }
  },
  residualQuantile: 0.5,
};
