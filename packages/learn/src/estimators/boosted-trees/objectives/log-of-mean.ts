import { log } from '@tend/kernels';
import type { Targets } from '../../../estimator.ts';
import { targetMean } from '../../target-mean.ts';

/** A smaller mean is taken for this one: its logarithm stays finite. */
const smallestMean = 1e-12;

/** The logarithm of the weighted mean of the targets, which are 0 or above. */
export function logOfMean(data: Targets): number {
  return log(Math.max(targetMean(data), smallestMean));
}
