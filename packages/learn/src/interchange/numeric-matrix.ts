import type { Feature } from '../estimator.ts';

/** A `FeatureMatrix` whose values may be float64 too: LightGBM compares in float64. */
export interface NumericMatrix {
  readonly rowCount: number;
  readonly features: readonly Feature[];
  /** values[f * rowCount + r], NaN = missing; categories as their codes. */
  readonly values: Float32Array | Float64Array;
}
