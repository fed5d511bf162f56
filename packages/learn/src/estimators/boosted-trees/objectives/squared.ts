import { targetMean } from '../../target-mean.ts';
import type { Objective } from './objective.ts';
import { unitOf } from './unit-of.ts';

/** Half the squared error: g = margin - y, h = 1. */
export const squaredObjective: Objective = {
  initialMargins: (data) => [targetMean(data)],
  units: (data, [centre = 0]) => ({ gradientUnit: unitOf(data, centre), hessianUnit: 1 }),
  setGradients({ begin, end, targets, weights, margins, gradients, hessians, gradientUnit }) {
    const factor = 1 / gradientUnit;
    for (let row = begin; row < end; row++) {
      const w = weights[row] as number;
      gradients[row] = w * factor * ((margins[row] as number) - (targets[row] as number));
      hessians[row] = w;
    }
  },
};
