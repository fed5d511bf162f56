import { exp } from '@tend/kernels';
import { logOfMean } from './log-of-mean.ts';
import type { Objective } from './objective.ts';
import { unitless } from './unit-of.ts';

/** Gamma deviance of a mean e^margin: g = 1 - y e^-margin, h = y e^-margin. */
export const gammaObjective: Objective = {
  initialMargins: (data) => [logOfMean(data)],
  units: () => unitless,
  setGradients({ begin, end, targets, weights, margins, gradients, hessians }) {
    for (let row = begin; row < end; row++) {
      const w = weights[row] as number;
      const ratio = (targets[row] as number) * exp(-(margins[row] as number));
      gradients[row] = w * (1 - ratio);
      hessians[row] = w * ratio;
    }
  },
  targets: { expected: 'a number above 0', accepts: (target) => target > 0 },
};
