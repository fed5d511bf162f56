/** How the values of a feature fall into bins. Bin 0 is that of missing values; value bins are 1, 2, ... */
export interface FeatureBins {
  /** Upper bounds of all value bins but the last; none where the feature has categories. */
  readonly bounds: Float32Array;
  /** Share of the rows whose value is not 0, missing ones among them; estimated on a sample. */
  readonly nonzeroShare: number;
  /** The category of bin 1, 2, ...; any other value falls into bin 0. Absent: the feature is numeric. */
  readonly categories?: Uint16Array;
}

/** Bins of a feature, that of missing values included. */
export function binCountOf({ bounds, categories }: FeatureBins): number {
  return categories === undefined ? bounds.length + 2 : categories.length + 1;
}
