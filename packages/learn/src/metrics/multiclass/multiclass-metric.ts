/** The measures of quality of the probabilities of several classes, and of the likeliest class. */
export type MulticlassMetricName =
  | 'logLoss'
  | 'rocAucMacro'
  | 'rocAucWeighted'
  | 'accuracy'
  | 'balancedAccuracy'
  | 'macroF1'
  | 'cohenKappa';

export interface MulticlassMetricInput {
  /** The class that came, from 0 to classCount - 1, one a row. */
  readonly y: Float64Array;
  /** score[row * classCount + class]; the decision is for the largest, of equals the first. */
  readonly score: Float64Array;
  readonly classCount: number;
  /** Of the two-sided interval, e.g. 0.95. */
  readonly confidence: number;
  /** Of the resamples. */
  readonly seed: number;
}

/** Whether smaller is better: of `logLoss` alone. */
export function isMulticlassLoss(metric: MulticlassMetricName): boolean {
  return metric === 'logLoss';
}
