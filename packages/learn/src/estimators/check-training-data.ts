import type { TrainingData } from '../estimator.ts';
import { checkFeatures } from './check-features.ts';
import { InvalidData } from './invalid-data.ts';

/**
 * Throws `InvalidData` unless there is a row, targets are 0 or 1, weights finite, non-negative and not all 0, and the
 * feature matrix is well formed.
 */
export function checkTrainingData({ x, y, weight }: TrainingData): void {
  checkFeatures(x);
  if (x.rowCount === 0) throw new InvalidData('training data', 'at least one row', 'none');
  if (y.length !== x.rowCount) throw new InvalidData('target', `${x.rowCount} values`, String(y.length));
  for (const [row, value] of y.entries())
    if (value !== 0 && value !== 1) throw new InvalidData(`target of row ${row}`, '0 or 1', String(value));
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
