/**
 * Trees as flat arrays, one entry a split or a leaf, trees one after the other. Tree t has the splits
 * [splitStart[t], splitStart[t + 1]) and the leaves [leafStart[t], leafStart[t + 1]); its first split is the root.
 */
export interface Forest {
  /** Margin before the first tree. */
  readonly base: number;
  readonly featureCount: number;
  readonly splitStart: Int32Array;
  readonly leafStart: Int32Array;
  readonly feature: Int32Array;
  /** float32; a value goes left if it is <= threshold. */
  readonly threshold: Float32Array;
  /** 1: missing values go left. */
  readonly missingLeft: Uint8Array;
  /** An index into the splits, or ~index into the leaves. */
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly leafValue: Float64Array;
  /** Training rows in the leaf, at least 1: the weights of path-dependent explanations. */
  readonly leafRows: Uint32Array;
}
