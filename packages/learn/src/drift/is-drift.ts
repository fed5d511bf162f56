import { adjustPValues } from '@tend/kernels';
import type { ColumnDrift } from './column-drift.ts';

export interface DriftLimits {
  /** Largest p-value that counts as beyond noise. */
  readonly alpha: number;
  /** Least effect that matters. */
  readonly minimumEffect: number;
  /** Least rows a window needs. */
  readonly minimumRows: number;
}

/** Whether a difference is beyond noise and large enough to matter; of several columns, adjust their p-values first. */
export function isDrift(drift: ColumnDrift, { alpha, minimumEffect, minimumRows }: DriftLimits): boolean {
  return drift.n >= minimumRows && drift.pValue <= alpha && drift.effect >= minimumEffect;
}

/** The drifts of the columns of one window with Holm-adjusted p-values. */
export function adjustDrifts(drifts: readonly ColumnDrift[]): ColumnDrift[] {
  const adjusted = adjustPValues(drifts.map(({ pValue }) => pValue));
  return drifts.map((drift, i) => ({ ...drift, pValue: adjusted[i] ?? 1 }));
}
