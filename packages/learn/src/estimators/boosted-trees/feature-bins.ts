import { binBounds, distinctCounter, type FeatureBins } from '@tend/kernels';

/**
 * Finds at most `bins` bins of one feature after the other from its values in `seenRows` rows: weights do not move the bounds.
 * `minRowsInBin` is that of `binBounds`.
 */
export function binFinder(seenRows: number, bins: number, minRowsInBin?: number): (seen: Float32Array) => FeatureBins {
  const count = distinctCounter(seenRows);
  return (seen) => {
    const distinct = count(seen);
    const zero = distinct.values.indexOf(0);
    const zeros = zero < 0 ? 0 : (distinct.counts[zero] as number);
    return { bounds: binBounds(distinct, bins, minRowsInBin), nonzeroShare: 1 - zeros / seen.length };
  };
}
