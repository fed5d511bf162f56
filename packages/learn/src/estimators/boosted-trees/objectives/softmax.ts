import { exp, log } from '@tend/kernels';
import { classShares } from '../../class-shares.ts';
import type { Objective } from './objective.ts';
import { unitless } from './unit-of.ts';

/**
 * Log loss of one of `classCount` classes, a margin each: g = p - (y is it), h = K / (K - 1) p (1 - p). The factor makes
 * up for the margins being one too many: with two classes the steps are those of the logistic loss. Source: Friedman 2001,
 * Algorithm 6; LightGBM.
 */
export function softmaxObjective(classCount: number): Objective {
  const factor = classCount / (classCount - 1);
  return {
    initialMargins: (data) => Array.from(classShares(data, classCount), log),
    units: () => unitless,
    setGradients({ rowCount, begin, end, targets, weights, margins, gradients, hessians }) {
      const odds = new Float64Array(classCount);
      for (let row = begin; row < end; row++) {
        let most = Number.NEGATIVE_INFINITY;
        for (let k = 0; k < classCount; k++) most = Math.max(most, margins[k * rowCount + row] as number);
        let total = 0;
        for (let k = 0; k < classCount; k++) total += odds[k] = exp((margins[k * rowCount + row] as number) - most);
        const w = weights[row] as number;
        const target = targets[row] as number;
        for (let k = 0; k < classCount; k++) {
          const p = (odds[k] as number) / total;
          gradients[k * rowCount + row] = w * (k === target ? p - 1 : p);
          hessians[k * rowCount + row] = w * factor * p * (1 - p);
        }
      }
    },
  };
}
