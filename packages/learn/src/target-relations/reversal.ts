import type { Bin } from '../associations/coarse-column.ts';
import type { Estimate } from '../metrics/estimate.ts';
import type { MissingBin } from './interaction.ts';

/**
 * Simpson's reversal: a column goes with more of the target over all rows, and with less of it among rows that are alike in
 * another column, or the other way round; both beyond noise.
 */
export interface Reversal {
  readonly column: string;
  /** The rows that are compared with all others where the column is known: a level, or the upper half of a number. */
  readonly where: Bin;
  /** The column whose groups turn the direction. */
  readonly within: string;
  /** The class that is asked about; absent for a number. */
  readonly of?: string;
  readonly measure: 'rate' | 'mean';
  readonly n: number;
  readonly confidence: number;
  /** The difference of the rate or mean `where` less that elsewhere: over all rows, and within groups (Mantel and Haenszel's weights). */
  readonly overall: Estimate;
  readonly inGroups: Estimate;
  /** The rate or mean over all rows, on both sides. */
  readonly there: SideEstimate;
  readonly elsewhere: SideEstimate;
  /** Of the weaker of both, and adjusted for false discovery over all that were tried. */
  readonly pValue: number;
  readonly adjusted: number;
  /** Groups with at least five rows on both sides. */
  readonly groups: readonly ReversalGroup[];
}

export interface ReversalGroup {
  readonly group: Bin | MissingBin;
  readonly n: number;
  readonly there: SideEstimate;
  readonly elsewhere: SideEstimate;
  readonly difference: Estimate;
}

/** The rate or mean of some rows with their number. */
export interface SideEstimate extends Estimate {
  readonly n: number;
}
