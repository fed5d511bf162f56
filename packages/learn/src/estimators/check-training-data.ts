import type { ColumnSource, FeatureMatrix, Targets, Task } from '../estimator.ts';
import { checkFeatures } from './check-features.ts';
import { InvalidData } from './invalid-data.ts';

/** Beyond it squares of targets would overflow. */
const largestTarget = 1e100;

/**
 * Throws `InvalidData` unless there is a row, targets are of the task, weights finite, non-negative and not all 0, and the
 * feature matrix is well formed.
 */
export function checkTrainingData({
  x,
  y,
  weight,
  task = 'binary',
  classCount,
}: Targets & { readonly x: FeatureMatrix | ColumnSource }): void {
  checkFeatures(x);
  if (x.rowCount === 0) throw new InvalidData('training data', 'at least one row', 'none');
  if (y.length !== x.rowCount) throw new InvalidData('target', `${x.rowCount} values`, String(y.length));
  checkTargets(y, task, classCount);
  if (weight === undefined) return;
  if (weight.length !== x.rowCount) throw new InvalidData('weights', `${x.rowCount} values`, String(weight.length));
  let total = 0;
  for (const [row, value] of weight.entries()) {
    if (!(value >= 0 && value < Number.POSITIVE_INFINITY))
      throw new InvalidData(`weight of row ${row}`, 'a finite number from 0', String(value));
    total += value;
  }
  if (total === 0) throw new InvalidData('weights', 'at least one above 0', 'all 0');
}

function checkTargets(y: Float64Array, task: Task, classCount: number | undefined): void {
  if (task === 'multiclass' ? !(Number.isInteger(classCount) && Number(classCount) >= 2) : classCount !== undefined)
    throw new InvalidData(
      'classCount',
      task === 'multiclass' ? 'a whole number from 2' : `none for ${task}`,
      String(classCount),
    );
  const last = Number(classCount) - 1;
  for (const [row, value] of y.entries()) {
    const what = `target of row ${row}`;
    if (task === 'binary' && value !== 0 && value !== 1) throw new InvalidData(what, '0 or 1', String(value));
    if (task === 'multiclass' && !(Number.isInteger(value) && value >= 0 && value <= last))
      throw new InvalidData(what, `a class from 0 to ${last}`, String(value));
    if (task === 'regression' && !(Math.abs(value) <= largestTarget))
      throw new InvalidData(what, `a number within ${largestTarget} of 0`, String(value));
  }
}
