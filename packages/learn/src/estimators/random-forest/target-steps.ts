import type { Targets } from '../../estimator.ts';
import { powerOfTwoFrom } from './training-rows.ts';

/** Targets as whole numbers of steps from a centre: target = centre + step * steps, to the nearest. */
export interface TargetSteps {
  readonly centre: number;
  readonly step: number;
  readonly steps: Float64Array;
}

/** Narrower ranges of targets are one number: their steps could not be told apart. */
const leastStep = 2 ** -1000;

/**
 * Targets in steps of a power of two, so small (range / 2^50 * rows) that sums over all rows are exact: equal splits then tie
 * whatever the order of rows, and a row of whole weight k counts as k rows. Classes, and 0 and 1, stay what they are.
 */
export function targetSteps({ y, task, weight }: Targets): TargetSteps {
  if (task !== 'regression') return { centre: 0, step: 1, steps: y };
  const least = y.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const most = y.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const centre = least + (most - least) / 2;
  const total = weight?.reduce((sum, value) => sum + value, 0) ?? 0;
  const levels = 2 ** 50 / powerOfTwoFrom(Math.max(total, y.length));
  const step = Math.max(leastStep, powerOfTwoFrom(Math.max(leastStep, (most - least) / 2)) / levels);
  return { centre, step, steps: y.map((value) => Math.round((value - centre) / step)) };
}
