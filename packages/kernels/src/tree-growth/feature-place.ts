/**
 * Where the bins of one feature stand. A feature alone in its column has its own bins there. Sparse features that are never
 * off their default together share a column: bin 0 of it says that all of them are at their default, and each of them has
 * its other bins from `firstBin` on (LightGBM's exclusive feature bundling, Ke et al. 2017).
 */
export interface FeaturePlace {
  readonly column: number;
  /** Bins of the feature, that for missing values included: 2 to 256. */
  readonly binCount: number;
  /** Present where its bins have no order; such a feature has a column of its own. */
  readonly isCategorical?: true;
  /** Present where it shares its column. */
  readonly shared?: SharedPlace;
}

export interface SharedPlace {
  /** From 1; the column's first bin of this feature. */
  readonly firstBin: number;
  /** The bin of the feature that has none in the column, from 1. */
  readonly defaultBin: number;
  /** Without missing values its bin 0 has no place either. */
  readonly hasMissing: boolean;
}

/** Each feature in a column of its own. */
export function ownColumns(binCounts: readonly number[]): readonly FeaturePlace[] {
  return binCounts.map((binCount, column) => ({ column, binCount }));
}

/** The bin of the column in which bin `bin` of the feature stands. */
export function columnBin({ shared }: FeaturePlace, bin: number): number {
  if (shared === undefined) return bin;
  if (bin === shared.defaultBin || (bin === 0 && !shared.hasMissing)) return 0;
  return shared.firstBin + bin - (shared.hasMissing ? 0 : 1) - (bin > shared.defaultBin ? 1 : 0);
}

/** How many bins of the column the feature takes, without the one that all share. */
export function sharedBinCount(binCount: number, hasMissing: boolean): number {
  return binCount - (hasMissing ? 1 : 2);
}
