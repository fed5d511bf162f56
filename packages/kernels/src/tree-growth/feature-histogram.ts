import { featureFields, type TreeLayout } from './tree-layout.ts';

/** The sums of one feature in one leaf, by bin; valid until the next is read. */
export interface FeatureHistogram {
  readonly g: Float64Array;
  readonly h: Float64Array;
  /** The highest bin. Bin 0 holds the missing values. */
  readonly last: number;
}

export type HistogramReader = (slot: number, feature: number, sumG: number, sumH: number) => FeatureHistogram;

/**
 * Reads features out of the histograms of a memory, those that share a column included: the default bin of such a feature
 * is what its others leave of the leaf's sums.
 */
export function histogramReader(memory: ArrayBufferLike, layout: TreeLayout): HistogramReader {
  const { histogramLength, slotCount, featureCount } = layout;
  const length = slotCount * histogramLength * 2;
  const histograms = layout.isExact
    ? new Float64Array(memory, layout.histograms, length)
    : new Int32Array(memory, layout.histograms, length);
  const features = new Int32Array(memory, layout.features, featureCount * featureFields);
  const g = new Float64Array(256);
  const h = new Float64Array(256);
  return (slot, feature, sumG, sumH) => {
    const field = feature * featureFields;
    const binZero = features[field] as number;
    const last = features[field + 1] as number;
    const defaultBin = features[field + 2] as number;
    const hasMissing = features[field + 3] as number;
    let at = 2 * (slot * histogramLength + binZero);
    h[0] = hasMissing === 1 ? (histograms[at] as number) : 0;
    g[0] = hasMissing === 1 ? (histograms[at + 1] as number) : 0;
    let restH = sumH - (h[0] as number);
    let restG = sumG - (g[0] as number);
    for (let bin = 1; bin <= last; bin++) {
      if (bin === defaultBin) continue;
      at += 2;
      restH -= h[bin] = histograms[at] as number;
      restG -= g[bin] = histograms[at + 1] as number;
    }
    if (defaultBin > 0) {
      h[defaultBin] = restH;
      g[defaultBin] = restG;
    }
    return { g, h, last };
  };
}
