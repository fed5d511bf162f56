import type { AssociationEstimate, Interval, MutualInformation } from '@tend/kernels';
import type { ColumnKind } from '@tend/table';
import type { JointTable } from './joint-table.ts';

/** How strongly each pair of columns goes together, over the rows where both are present. */
export interface Associations {
  /** The rows asked about, and those read: a sample where there are too many. */
  readonly rowCount: number;
  readonly sampleSize: number;
  readonly confidence: number;
  readonly columns: readonly AssociatedColumn[];
  /** Every pair with at least 20 rows in which both columns vary, in the order of the columns. */
  readonly pairs: readonly Association[];
  /** Pairs with fewer rows, or of which one does not vary in them. */
  readonly leftOut: number;
}

export interface AssociatedColumn {
  readonly column: string;
  readonly kind: ColumnKind;
  readonly as: 'number' | 'levels';
  readonly missing: number;
  readonly distinct: number;
  /** Where rare levels, or those beyond the 49 most frequent, count as one: how many, and in how many rows. */
  readonly folded?: { readonly levels: number; readonly rows: number };
  /** False for a column without two values (levels: two that five rows share, or one and others): it is in no pair. */
  readonly varies: boolean;
}

export interface CorrelationEstimate extends Interval {
  readonly value: number;
  readonly pValue: number;
}

interface Paired {
  readonly columns: readonly [string, string];
  readonly n: number;
  /** From 0 to 1: the size of Spearman's correlation, the correlation ratio or Cramer's V. */
  readonly strength: number;
  /** Of the test that fits the kinds, and adjusted for false discovery over all pairs (Benjamini and Hochberg 1995). */
  readonly pValue: number;
  readonly adjusted: number;
  /** Between levels and bins of about equal count (10 at most). */
  readonly mutualInformation: MutualInformation;
  /** Of notable pairs: what a drawing needs. */
  readonly joint?: JointTable;
}

export type Association = NumberAssociation | MixedAssociation | LevelAssociation;

export interface NumberAssociation extends Paired {
  readonly type: 'numbers';
  readonly pearson: CorrelationEstimate;
  readonly spearman: CorrelationEstimate;
  /**
   * What mutual information would be as a correlation, were both normal (Linfoot 1957): far above `strength` where they go
   * together, but not steadily up or down.
   */
  readonly anyShape: number;
}

/** `columns`: the levels first, then the number. */
export interface MixedAssociation extends Paired {
  readonly type: 'levelsAndNumber';
  readonly correlationRatio: AssociationEstimate;
}

export interface LevelAssociation extends Paired {
  readonly type: 'levels';
  readonly cramersV: AssociationEstimate;
}
