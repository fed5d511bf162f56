import type { Interval } from '../hypothesis/wilson-interval.ts';

/** A strength corrected for its bias, with a two-sided interval, and as it comes out without the correction. */
export interface AssociationEstimate extends Interval {
  readonly value: number;
  readonly uncorrected: number;
}
