import { exp } from '@tend/kernels';
import { logOfMean } from './log-of-mean.ts';
import type { Objective } from './objective.ts';
import { unitOf } from './unit-of.ts';

/**
 * Poisson deviance of a mean e^margin: g = e^margin - y, h = e^(margin + maxDelta), which keeps the first steps from
 * overshooting. Source: LightGBM, poisson_max_delta_step.
 */
export function poissonObjective(maxDelta: number): Objective {
  const factor = exp(maxDelta);
  return {
    initialMargins: (data) => [logOfMean(data)],
    units: (data) => ({ gradientUnit: unitOf(data, 0), hessianUnit: unitOf(data, 0) }),
    setGradients({ begin, end, targets, weights, margins, gradients, hessians, gradientUnit, hessianUnit }) {
      for (let row = begin; row < end; row++) {
        const w = weights[row] as number;
        const mean = exp(margins[row] as number);
        gradients[row] = (w * (mean - (targets[row] as number))) / gradientUnit;
        hessians[row] = (w * mean * factor) / hessianUnit;
      }
    },
    targets: { expected: 'a number from 0', accepts: (target) => target >= 0 },
  };
}
