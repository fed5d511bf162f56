import type { EstimatorName } from '../estimator.ts';

/**
 * How numbers reach the estimator: `standardise` (winsorised, centred, scaled, missing imputed and flagged) for linear
 * models, `passThrough` (missing stays NaN) for trees.
 */
export type NumberTreatment = 'standardise' | 'passThrough';

/** One step of a preparation that was proposed and not fitted yet: data, with the reason a person can read. */
export type PlannedStep =
  | { readonly type: 'number'; readonly column: string; readonly treatment: NumberTreatment; readonly reason: string }
  | {
      readonly type: 'oneHot';
      readonly column: string;
      /** A level seen less often in training shares the feature of the rare ones. */
      readonly minCount: number;
      /** At most so many levels, the most frequent first. */
      readonly maxLevels: number;
      readonly reason: string;
    }
  | {
      /** One feature of codes, for an estimator that splits by sets of categories. */
      readonly type: 'categories';
      readonly column: string;
      /** A level seen less often in training shares the code of the rare ones. */
      readonly minCount: number;
      readonly maxLevels: number;
      readonly reason: string;
    }
  | {
      readonly type: 'dateParts';
      readonly column: string;
      /** `cyclic`: sine and cosine of month and hour, one-hot weekday; `ordinal`: numbers, missing stays NaN. */
      readonly encoding: 'cyclic' | 'ordinal';
      readonly reason: string;
    }
  | { readonly type: 'boolean'; readonly column: string; readonly treatment: NumberTreatment; readonly reason: string }
  | {
      readonly type: 'expression';
      readonly expression: string;
      readonly aliases: Readonly<Record<string, string>>;
      readonly reason: string;
    };

export interface DroppedColumn {
  readonly column: string;
  readonly why: 'empty' | 'constant' | 'almostConstant' | 'identifier' | 'freeText' | 'notNeeded';
  readonly reason: string;
}

/** What will be done to which column, and why; nothing in it was computed from values other than the training rows. */
export interface RecipePlan {
  readonly for: EstimatorName;
  readonly steps: readonly PlannedStep[];
  readonly dropped: readonly DroppedColumn[];
}
