import {
  binBounds,
  categoryBins,
  countCategories,
  distinctCounter,
  type FeatureBins,
  weighDistinct,
} from '@tend/kernels';

/** How bins are cut, beyond their number. */
export interface BinRules {
  /** That of `binBounds`. */
  readonly minRowsInBin?: number;
  /** What each seen row counts as; absent: one, for weights do not move the bins. */
  readonly rowWeights?: Float64Array;
}

/**
 * Finds at most `bins` bins of one feature after the other from its values in `seenRows` rows, which are codes below
 * `categories` where that is not 0.
 */
export function binFinder(
  seenRows: number,
  bins: number,
  { minRowsInBin, rowWeights }: BinRules = {},
): (seen: Float32Array, categories?: number) => FeatureBins {
  const count = distinctCounter(seenRows);
  return (seen, categories = 0) => {
    if (categories > 0) {
      const found = categoryBins(countCategories(seen, categories, rowWeights), bins);
      return { bounds: new Float32Array(), nonzeroShare: 1, categories: found };
    }
    const distinct = count(seen);
    const zero = distinct.values.indexOf(0);
    const zeros = zero < 0 ? 0 : (distinct.counts[zero] as number);
    const counted = rowWeights === undefined ? distinct : weighDistinct(distinct.values, seen, rowWeights);
    return { bounds: binBounds(counted, bins, minRowsInBin), nonzeroShare: 1 - zeros / seen.length };
  };
}
