import { exp, log } from '@tend/kernels';
import { logOfMean } from './log-of-mean.ts';
import type { Objective } from './objective.ts';
import { unitOf } from './unit-of.ts';

/**
 * Tweedie deviance of a mean e^margin, its variance the mean to the `power` (between 1, Poisson, and 2, gamma):
 * g = -y e^((1 - power) margin) + e^((2 - power) margin), h its derivative. Source: Jorgensen 1987; LightGBM.
 */
export function tweedieObjective(power: number): Objective {
  return {
    initialMargins: (data) => [logOfMean(data)],
    units: (data) => {
      const unit = exp((2 - power) * log(unitOf(data, 0)));
      return { gradientUnit: unit, hessianUnit: unit };
    },
    setGradients({ begin, end, targets, weights, margins, gradients, hessians, gradientUnit, hessianUnit }) {
      for (let row = begin; row < end; row++) {
        const w = weights[row] as number;
        const margin = margins[row] as number;
        const seen = (targets[row] as number) * exp((1 - power) * margin);
        const expected = exp((2 - power) * margin);
        gradients[row] = (w * (expected - seen)) / gradientUnit;
        hessians[row] = (w * ((2 - power) * expected - (1 - power) * seen)) / hessianUnit;
      }
    },
    targets: { expected: 'a number from 0', accepts: (target) => target >= 0 },
  };
}
