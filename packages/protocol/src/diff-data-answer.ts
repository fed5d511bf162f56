/** How two takings differ. Lists stand worst first; rows appear only as a few examples by key. */
export interface DiffDataAnswer {
  readonly before: DiffSide;
  readonly after: DiffSide;
  readonly isSame: boolean;
  /** One sentence. */
  readonly summary: string;
  readonly columnsAdded: readonly { readonly column: string; readonly type: string }[];
  readonly columnsRemoved: readonly { readonly column: string; readonly type: string }[];
  /** Guesses, each with its evidence: the share of the compared cells that are equal. */
  readonly columnsRenamed: readonly {
    readonly from: string;
    readonly to: string;
    readonly equalShare: number;
    readonly cells: number;
  }[];
  /** Columns whose type changed; their cells are compared only where numbers became whole or the other way round. */
  readonly columnsRetyped: readonly { readonly column: string; readonly from: string; readonly to: string }[];
  readonly rows: DiffRows;
  /** Columns whose cells or distribution differ. */
  readonly columns: readonly ColumnDiff[];
}

export interface DiffSide {
  /** As it was asked for. */
  readonly name: string;
  /** Digest of the snapshot; null for a file. */
  readonly snapshot: string | null;
  readonly rows: number;
  readonly columns: number;
}

export interface DiffRows {
  /** The columns that rows were matched by; none: rows were counted as they stand, and none can have changed. */
  readonly key: readonly string[];
  readonly added: number;
  readonly removed: number;
  /** Rows of the same key with another cell in a column of both sides; null without a key. */
  readonly changed: number | null;
  readonly unchanged: number;
  /** Keys that stand more than once on a side: their rows are not compared. */
  readonly repeatedKeys: number;
  readonly repeatedRowsBefore: number;
  readonly repeatedRowsAfter: number;
  readonly withoutKeyBefore: number;
  readonly withoutKeyAfter: number;
}

export interface ColumnDiff {
  readonly column: string;
  /** What a person should know of it, in a sentence or two. */
  readonly message: string;
  /** Cells of matched rows: that differ, that were missing before, that are missing now. Null without a key. */
  readonly changed: number | null;
  readonly appeared: number | null;
  readonly vanished: number | null;
  readonly examples: readonly { readonly key: string; readonly before: string; readonly after: string }[];
  readonly missingShareBefore: number;
  readonly missingShareAfter: number;
  /** Population stability index, less what sampling adds. */
  readonly stabilityIndex: number;
  /** Kolmogorov-Smirnov distance of numbers, total variation distance of texts. */
  readonly distance: number;
  /** Of a chi-square test over deciles or values, after Benjamini and Hochberg over all columns. */
  readonly pValue: number;
  /** Whether the adjusted p-value is at most 0.05 and the stability index at least 0.1. */
  readonly isShift: boolean;
  /** Of the mean, or of the share of the text whose share changed most, with the 95% interval of after minus before. */
  readonly difference: {
    readonly of: 'mean' | 'share';
    readonly value: string | null;
    readonly before: number;
    readonly after: number;
    readonly low: number;
    readonly high: number;
  } | null;
  readonly newValues: number;
  readonly vanishedValues: number;
  /** After divided by before, where one multiplication explains the change. */
  readonly likelyFactor: number | null;
}
