/**
 * Trees of any origin as flat arrays: several outputs, float64 thresholds, sets of categories, a rule for missing values at
 * every split. A child is the index of a split, or ~index of a leaf; both count over the whole forest.
 */
export interface DecisionForest {
  readonly featureCount: number;
  /** Margins a row. */
  readonly outputCount: number;
  /** What values and sums are rounded to: a forest grown in float32 answers as its origin only if it is summed in float32. */
  readonly precision: 'float32' | 'float64';
  /** Margin before the first tree, one an output. */
  readonly base: Float64Array;
  /** The first node of each tree; a tree without a split starts with a leaf. */
  readonly root: Int32Array;
  /** The output that each tree adds to. */
  readonly output: Int32Array;
  readonly feature: Int32Array;
  /** A number goes left if it is <= threshold; 0 where the split is categorical. */
  readonly threshold: Float64Array;
  /** Sum of `splitRule` bits. */
  readonly rule: Uint8Array;
  /** Split s sends the category c left if bit c % 32 of setWords[setStart[s] + floor(c / 32)], before setStart[s + 1], is set. */
  readonly setStart: Int32Array;
  readonly setWords: Uint32Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly leafValue: Float64Array;
  /** Training weight in the leaf, 0 where unknown: what path-dependent explanations average by. */
  readonly leafCover: Float64Array;
  /** What each split brought to the objective in training; absent where unknown. */
  readonly gain?: Float64Array;
  readonly linear?: LinearLeaves;
}

/**
 * Leaves that add constant[l] + sum of coefficient[i] * value of feature[i], i from start[l] to start[l + 1]. Where one of
 * the values is missing the leaf gives its `leafValue`.
 */
export interface LinearLeaves {
  readonly constant: Float64Array;
  readonly start: Int32Array;
  readonly feature: Int32Array;
  readonly coefficient: Float64Array;
}

/** Bits of `DecisionForest.rule`. */
export const splitRule = {
  missingGoesLeft: 1,
  /** Zero (to 1e-35) counts as missing too. */
  zeroIsMissing: 2,
  categorical: 4,
  /** A category above -1 and below 0 counts as 0, otherwise as none. */
  truncatesNegative: 8,
} as const;
