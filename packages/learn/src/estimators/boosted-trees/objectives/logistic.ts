import { logit, sigmoid } from '@tend/kernels';
import { prevalence } from '../../prevalence.ts';
import type { Objective } from './objective.ts';
import { unitless } from './unit-of.ts';

/** Log loss of a yes or no: g = p - y, h = p (1 - p). */
export const logisticObjective: Objective = {
  initialMargins: (data) => [logit(prevalence(data))],
  units: () => unitless,
  setGradients({ begin, end, targets, weights, margins, gradients, hessians }) {
    for (let row = begin; row < end; row++) {
      const p = sigmoid(margins[row] as number);
      const w = weights[row] as number;
      gradients[row] = w * (p - (targets[row] as number));
      hessians[row] = w * p * (1 - p);
    }
  },
};
