import { hasMissing } from './missing-values.ts';
import type { TrainingColumn } from './working-column.ts';

/** The values of a column of numbers that are not missing, in their order; not to be changed, as they may be the column's own. */
export function presentValues(column: TrainingColumn | undefined): Float64Array {
  if (column === undefined || column.kind === 'text') return new Float64Array(0);
  const { values } = column;
  if (!hasMissing(values)) return values;
  const present = new Float64Array(values.length);
  let count = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    if (!Number.isNaN(value)) present[count++] = value;
  }
  return present.subarray(0, count);
}
