/** The measures of quality of a probability and of the decision made on it; the charter's names. */
export type MetricName =
  | 'rocAuc'
  | 'averagePrecision'
  | 'logLoss'
  | 'brier'
  | 'calibrationSlope'
  | 'calibrationError'
  | 'expectedCost'
  | 'recall'
  | 'precision';

/** What errors cost beyond a right decision: not acting on a positive, acting on a negative. */
export interface Costs {
  readonly missed: number;
  readonly needless: number;
}

export interface MetricInput {
  /** The outcome, 0 or 1, one a row. */
  readonly y: Float64Array;
  /** The probability of a positive, one a row. */
  readonly score: Float64Array;
  /** 1 where the decision at the threshold is to act. */
  readonly isPositive: Uint8Array;
  /** Needed by `expectedCost` only, which is NaN without. */
  readonly costs?: Costs;
  /** Of the two-sided interval, e.g. 0.95. */
  readonly confidence: number;
  /** Of the resamples, where the interval comes from a bootstrap. */
  readonly seed: number;
}

/** A value with its interval; NaN where the rows cannot tell, e.g. with one class only. */
export interface Measured {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
  readonly positives: number;
}

const losses: ReadonlySet<MetricName> = new Set<MetricName>(['logLoss', 'brier', 'calibrationError', 'expectedCost']);

/** Whether smaller is better. `calibrationSlope` is best at 1 and no loss. */
export function isLoss(metric: MetricName): boolean {
  return losses.has(metric);
}
