import { type EstimatorName, estimators } from '@tend/learn';
import type { BenchSet } from '../data-sets/bench-set.ts';

/** Whether an estimator learns what a set asks for; says so where it does not, and the set is left out. */
export function takesTask(name: EstimatorName, { name: set, task }: BenchSet): boolean {
  const takes = estimators[name].tasks.includes(task);
  if (!takes) console.log(`${name} learns no ${task}: ${set} is left out`);
  return takes;
}
