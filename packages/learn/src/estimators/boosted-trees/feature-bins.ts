import { binBounds, categoryBins, countCategories, distinctCounter, type FeatureBins } from '@tend/kernels';

/**
 * Finds at most `bins` bins of one feature after the other from its values in `seenRows` rows, which are codes below
 * `categories` where that is not 0: weights do not move the bins. `minRowsInBin` is that of `binBounds`.
 */
export function binFinder(
  seenRows: number,
  bins: number,
  minRowsInBin?: number,
): (seen: Float32Array, categories?: number) => FeatureBins {
  const count = distinctCounter(seenRows);
  return (seen, categories = 0) => {
    if (categories > 0) {
      const found = categoryBins(countCategories(seen, categories), bins);
      return { bounds: new Float32Array(), nonzeroShare: 1, categories: found };
    }
    const distinct = count(seen);
    const zero = distinct.values.indexOf(0);
    const zeros = zero < 0 ? 0 : (distinct.counts[zero] as number);
    return { bounds: binBounds(distinct, bins, minRowsInBin), nonzeroShare: 1 - zeros / seen.length };
  };
}
