import { log } from '@tend/kernels';
import type { Table } from '@tend/table';
import type { Targets } from '../estimator.ts';
import { heldOutPredictions, targetsOf } from './held-out-predictions.ts';
import type { LeakTarget } from './leak-target.ts';
import { guessLosses, type Skill, skillOf } from './single-skill.ts';

/**
 * The skill of several columns together, on the same rows and folds as the skill of one column (`sample`), so that the losses
 * of both can be paired; undefined where no column can be used.
 */
export function jointSkill(
  table: Table,
  columns: readonly string[],
  target: LeakTarget,
  sample: Int32Array,
): Skill | undefined {
  const predictions = heldOutPredictions(table, columns, target, sample);
  if (predictions === undefined) return undefined;
  const targets = targetsOf(target, sample);
  const losses = Float64Array.from(sample, (_, i) => lossOf(targets, predictions, i));
  return skillOf(losses, guessLosses(target, sample));
}

const leastProbability = 1e-9;

function lossOf({ task, classCount = 1, y }: Targets, predicted: Float64Array, i: number): number {
  const came = y[i] ?? 0;
  if (task === 'regression') return ((predicted[i] ?? 0) - came) ** 2;
  const ofOne = task === 'multiclass' ? (predicted[i * classCount + came] ?? 0) : (predicted[i] ?? 0);
  const probability = task === 'multiclass' || came === 1 ? ofOne : 1 - ofOne;
  return -log(Math.max(leastProbability, probability));
}
