import type { NumericColumn } from '../table.ts';
import type { Features } from './as-of-join.ts';

const dayMs = 86_400_000;

/** When the values of each feature row hold and can be known, in epoch milliseconds; NaN for a row that never counts. */
export interface FeatureTimes {
  readonly time: Float64Array;
  readonly created: Float64Array;
  /** From when on a row may be used: with the cutoff the later of time and creation, else its time. */
  readonly available: Float64Array;
}

/** The times of feature rows under the rule of the join. */
export function featureTimes(features: Features, cutoff: boolean): FeatureTimes {
  const time = instantsOf(features.time);
  if (features.created === undefined) return { time, created: time, available: time };
  const created = instantsOf(features.created).map((at, row) => (Number.isNaN(at) ? (time[row] as number) : at));
  if (!cutoff) return { time, created, available: time };
  return { time, created, available: created.map((at, row) => Math.max(at, time[row] as number)) };
}

/** Dates (at their midnight UTC) or instants as epoch milliseconds. RangeError for a column of another kind. */
export function instantsOf(column: NumericColumn): Float64Array {
  if (column.kind === 'instant') return column.values;
  if (column.kind !== 'date') throw new RangeError(`${column.name}: expected dates or instants, came ${column.kind}`);
  return column.values.map((days) => days * dayMs);
}
