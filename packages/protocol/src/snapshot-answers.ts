/** One taking of the data. */
export interface SnapshotSummary {
  /** Digest of the snapshot: the same for the same data. */
  readonly snapshot: string;
  /** Digest of the taking: the same for the same data under the same charter and contract. */
  readonly taking: string;
  readonly source: string;
  readonly at: string;
  readonly by: string;
  readonly rows: number;
  readonly columns: number;
  /** What was read, with the SHA-256 of its bytes. */
  readonly files: readonly {
    readonly name: string;
    readonly sizeBytes: number;
    readonly digest: string;
    readonly rowCount: number;
  }[];
  /** How many checks of the contract there were, and those that failed. */
  readonly checks: number;
  readonly failing: readonly FailingCheck[];
  readonly faults: number;
  /** Rows that were set aside because they misfit. */
  readonly rejected: number;
  /** Whether rows of persons who withdrew were erased from what is stored of it; `rows` counts them still. */
  readonly isErasedInPart: boolean;
}

export interface FailingCheck {
  readonly column: string;
  readonly check: string;
  readonly asked: string;
  readonly observed: string;
  readonly severity: 'block' | 'warn';
}

export interface TakingAnswer {
  readonly taking: SnapshotSummary;
  /** False where the same was taken before. */
  readonly isNew: boolean;
  /** How each column was read. The reasons may quote cells and are kept nowhere. */
  readonly columns: readonly {
    readonly name: string;
    readonly kind: string;
    readonly meaning: string;
    readonly reason: string;
  }[];
  /** What the source and its joins give reason to say, one sentence each. */
  readonly remarks: readonly string[];
  /** Open findings by severity, in all stages. */
  readonly open: { readonly block: number; readonly warn: number; readonly info: number };
  readonly next: string;
}

export interface SnapshotsAnswer {
  /** The newest first, as many as were asked for. */
  readonly snapshots: readonly SnapshotSummary[];
  /** How many takings there are. */
  readonly total: number;
}

export interface RejectedAnswer {
  readonly taking: SnapshotSummary;
  /** In the order of the source. */
  readonly rows: readonly {
    readonly file: string;
    /** From 1: a line, or a row where the source has no lines (Parquet, queries). */
    readonly line: number;
    readonly lineIs: 'line' | 'row';
    /** Null for a row that is no row of the table. */
    readonly column: string | null;
    readonly expected: string;
    readonly came: string;
    /** As it stands in the source, at most 4,096 characters. */
    readonly text: string;
  }[];
}
