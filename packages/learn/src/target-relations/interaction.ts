import type { Bin } from '../associations/coarse-column.ts';
import type { Estimate } from '../metrics/estimate.ts';

/** Two columns whose joint effect on the target is more than the sum of both. */
export interface Interaction {
  readonly columns: readonly [string, string];
  /** The class that is asked about; absent for a number. */
  readonly of?: string;
  readonly n: number;
  readonly confidence: number;
  /** The share of the loss of an additive fit that the pairs of bins save on held-out rows. */
  readonly gain: Estimate;
  readonly pValue: number;
  readonly adjusted: number;
  readonly table: TargetTable;
  /** The two by two cells in which it shows best: places in the table. */
  readonly contrast: { readonly rows: readonly [number, number]; readonly columns: readonly [number, number] };
}

/** The target by pairs of bins. */
export interface TargetTable {
  readonly measure: 'rate' | 'mean';
  readonly rows: readonly (Bin | MissingBin)[];
  readonly columns: readonly (Bin | MissingBin)[];
  /** Row-major; null for fewer than five rows. `additive`: what row and column effects without an interaction give. */
  readonly cells: readonly ((Estimate & { readonly n: number; readonly additive: number }) | null)[];
}

export interface MissingBin {
  readonly type: 'missing';
  readonly n: number;
}
