import type { FeatureMatrix } from '../estimator.ts';
import { InvalidData } from './invalid-data.ts';

/** Throws `InvalidData` unless `row` is a row of `x`. */
export function checkRow(x: Pick<FeatureMatrix, 'rowCount'>, row: number): void {
  if (!Number.isInteger(row) || row < 0 || row >= x.rowCount)
    throw new InvalidData('row', `a row from 0 to ${x.rowCount - 1}`, String(row));
}
