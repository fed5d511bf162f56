import type { ColumnKind } from '@tend/table';
import type { LikelyFactor } from './likely-factor.ts';

/** How a window of one column differs from its reference. */
export interface ColumnDrift {
  readonly column: string;
  readonly kind: ColumnKind;
  /** Rows of the window. */
  readonly n: number;
  /** Pearson's chi-square of reference against window over bins or values, missing being one of them. */
  readonly statistic: number;
  readonly pValue: number;
  /** Population stability index over the same cells, less what sampling adds: from 0.1 some, from 0.2 a large shift by custom. */
  readonly effect: number;
  readonly effectName: 'populationStabilityIndex';
  /** Among present values, 0 to 1: Kolmogorov-Smirnov distance of numbers, total variation distance of texts. */
  readonly distance: number;
  readonly missingShareReference: number;
  readonly missingShareWindow: number;
  /** Share of the window's present values outside the reference's range, or not among its listed texts. */
  readonly unseenShare: number;
  /** Present where one multiplication explains the change of a number, as a change of unit would. */
  readonly likelyFactor?: LikelyFactor;
}
