import type { Exploration, FoldedFinding, TableComparison } from '@tend/learn';

/** What a page tells: an exploration with where it comes from. Aggregates only, as plain JSON: what is not finite is null. */
export interface ReportData {
  /** The file, or `snapshot 4f0c…`. */
  readonly source: string;
  /** Which rows, in a clause: `training rows (by time of "day")`. */
  readonly population: string;
  /** Rows of the table, explored or not. */
  readonly tableRows: number;
  readonly target: ReportTarget | null;
  readonly exploration: Exploration;
  /** The most important first. */
  readonly findings: readonly FoldedFinding[];
  /** With an earlier table. */
  readonly comparison: (TableComparison & { readonly with: string }) | null;
  readonly provenance: {
    /** The command that gives this page again. */
    readonly command: string;
    readonly tend: string;
    readonly code: string;
    readonly snapshot: string | null;
  };
}

export interface ReportTarget {
  readonly name: string;
  readonly type: 'binary' | 'classes' | 'number';
}
