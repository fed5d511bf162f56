/** The measures of quality of a predicted number. */
export type RegressionMetricName =
  | 'mae'
  | 'rmse'
  | 'r2'
  | 'medianAbsoluteError'
  | 'mape'
  | 'pinballLoss'
  | 'poissonDeviance'
  | 'gammaDeviance'
  | 'tweedieDeviance';

export interface RegressionMetricInput {
  /** The number that came, one a row. */
  readonly y: Float64Array;
  /** The number that was predicted, one a row. */
  readonly predicted: Float64Array;
  /** The share of targets meant to be at or below the prediction, for `pinballLoss`; absent: 0.5. */
  readonly probability?: number;
  /** The variance power of `tweedieDeviance`, 0 or from 1; absent: 1.5. */
  readonly power?: number;
  /** Of the two-sided interval, e.g. 0.95. */
  readonly confidence: number;
  /** Of the resamples. */
  readonly seed: number;
}

/** Whether smaller is better: of all but `r2`. */
export function isRegressionLoss(metric: RegressionMetricName): boolean {
  return metric !== 'r2';
}
