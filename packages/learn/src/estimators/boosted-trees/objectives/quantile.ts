import { targetQuantile } from '../../target-quantile.ts';
import type { Objective } from './objective.ts';
import { unitless } from './unit-of.ts';

/**
 * Pinball loss of the quantile `level`: g = 1 - level where the margin is at or above y, else -level; h = 1. Leaves take
 * that quantile of their residuals. Source: Koenker and Bassett 1978; LightGBM.
 */
export function quantileObjective(level: number): Objective {
  return {
    initialMargins: (data) => [targetQuantile(data, level)],
    units: () => unitless,
    setGradients({ begin, end, targets, weights, margins, gradients, hessians }) {
      for (let row = begin; row < end; row++) {
        const w = weights[row] as number;
        gradients[row] = w * ((margins[row] as number) >= (targets[row] as number) ? 1 - level : -level);
        hessians[row] = w;
      }
    },
    residualQuantile: level,
  };
}
