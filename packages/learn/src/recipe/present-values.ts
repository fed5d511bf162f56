import type { TrainingColumn } from './working-column.ts';

/** The values of a column of numbers that are not missing, in their order. */
export function presentValues(column: TrainingColumn | undefined): Float64Array {
  if (column === undefined || column.kind === 'text') return new Float64Array(0);
  return column.values.filter((value) => !Number.isNaN(value));
}
