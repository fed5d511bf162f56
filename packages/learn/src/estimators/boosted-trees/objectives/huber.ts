import { targetMean } from '../../target-mean.ts';
import type { Objective } from './objective.ts';
import { unitOf } from './unit-of.ts';

/**
 * Half the squared error up to a distance of `delta` (Infinity: everywhere), absolute beyond: g = margin - y within
 * [-delta, delta], h = 1. Source: Huber 1964.
 */
export function huberObjective(delta: number): Objective {
  return {
    initialMargins: (data) => [targetMean(data)],
    units: (data, [centre = 0]) => ({ gradientUnit: unitOf(data, centre), hessianUnit: 1 }),
    setGradients({ begin, end, targets, weights, margins, gradients, hessians, gradientUnit }) {
      const factor = 1 / gradientUnit;
      for (let row = begin; row < end; row++) {
        const w = weights[row] as number;
        const residual = (margins[row] as number) - (targets[row] as number);
        gradients[row] = w * factor * Math.min(delta, Math.max(-delta, residual));
        hessians[row] = w;
      }
    },
  };
}
