import type { ColumnKind } from '@tend/table';
import type { Bin } from '../associations/coarse-column.ts';
import type { Estimate } from '../metrics/estimate.ts';

/** How one column alone relates to the target, over the rows whose outcome is known. */
export interface ColumnRelation {
  readonly column: string;
  readonly kind: ColumnKind;
  readonly n: number;
  readonly missing: number;
  /** Absent where too few rows are of a class to tell. */
  readonly strength?: RelationStrength;
  readonly curve: TargetCurve;
}

/** How well the column alone predicts rows that it has not learnt from (five folds); missing is a value of its own. */
export interface RelationStrength extends Estimate {
  /**
   * `auc`: of a positive and another row, how often the positive is ranked higher, 0.5 for nothing; over several classes
   * the mean of each against the others. `shareOfVariance`: of a number, 0 for nothing.
   */
  readonly measure: 'auc' | 'shareOfVariance';
  readonly confidence: number;
  readonly n: number;
  /** One-sided, against nothing; and adjusted for false discovery over all columns. */
  readonly pValue: number;
  readonly adjusted: number;
}

/** What is seen of the target by bin or level of a column. */
export interface TargetCurve {
  readonly measure: 'rate' | 'mean';
  /** `positive`; up to eight classes; or `mean`. One estimate for each stands in every point. */
  readonly series: readonly string[];
  readonly confidence: number;
  readonly overall: readonly Estimate[];
  /** Bins in order of the value, levels in order of their rows, at least five rows each. */
  readonly points: readonly TargetPoint[];
  /** The rows where the column is missing, at least five, and the test against the others. */
  readonly missing?: { readonly n: number; readonly estimates: readonly Estimate[]; readonly pValue: number };
  /** One for each series. */
  readonly shapes: readonly { readonly shape: Shape; readonly pValue: number }[];
}

export interface TargetPoint {
  readonly bin: Bin;
  readonly n: number;
  readonly estimates: readonly Estimate[];
}

/** Of levels only `flat` or `differs`. `flat` where differences are within noise (p of 0.01 or more). */
export type Shape = 'flat' | 'rising' | 'falling' | 'peaked' | 'dipped' | 'irregular' | 'differs';
