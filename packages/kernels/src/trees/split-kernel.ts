import { splitFields, type TreeLayout } from './tree-layout.ts';

/** What a split of one leaf must respect, in quantised units. */
export interface SplitLimits {
  /** Sums of the leaf. */
  readonly sumG: number;
  readonly sumH: number;
  /** Smallest sum of h on either side, at least 1. */
  readonly minH: number;
  /** Added to each sum of h. */
  readonly l2: number;
  /** A gain must be above it. */
  readonly minGain: number;
}

export type SplitKernel = (slot: number, activeCount: number, limits: SplitLimits) => boolean;

/**
 * The best split of histogram `slot` over the active features, written as split number `slot`; false where there is
 * none. Gain = GL^2/(HL+l2) + GR^2/(HR+l2) - G^2/(H+l2). Missing values are tried on both sides (also alone on the right);
 * a leaf that saw none sends them to the side with more hessian. Ties go to the first feature, lowest bin.
 * Source: Chen and Guestrin 2016, Algorithm 3.
 */
export function splitKernel(memory: ArrayBufferLike, layout: TreeLayout): SplitKernel {
  const { histogramLength, leafCount, featureCount } = layout;
  const histograms = new Int32Array(memory, layout.histograms, leafCount * histogramLength * 2);
  const splits = new Float64Array(memory, layout.splits, leafCount * splitFields);
  const starts = new Int32Array(memory, layout.binStarts, featureCount + 1);
  const active = new Int32Array(memory, layout.activeFeatures, featureCount);

  return (slot, activeCount, { sumG, sumH, minH, l2, minGain }) => {
    const parent = (sumG * sumG) / (sumH + l2);
    let bestGain = minGain;
    let bestFeature = -1;
    let bestBin = 0;
    let bestMissingLeft = 0;
    let bestG = 0;
    let bestH = 0;
    for (let a = 0; a < activeCount; a++) {
      const feature = active[a] as number;
      const first = starts[feature] as number;
      const start = 2 * (slot * histogramLength + first);
      const bins = (starts[feature + 1] as number) - first - 1;
      const missingH = histograms[start] as number;
      const missingG = histograms[start + 1] as number;
      const sawMissing = missingH !== 0 || missingG !== 0;
      let g = 0;
      let h = 0;
      for (let bin = 1; bin <= bins; bin++) {
        h += histograms[start + 2 * bin] as number;
        g += histograms[start + 2 * bin + 1] as number;
        if (h + missingH < minH) continue;
        if (sumH - h < minH) break;
        if (h >= minH) {
          const gain = scoreOf(g, h, sumG - g, sumH - h, l2) - parent;
          if (gain > bestGain) {
            bestGain = gain;
            bestFeature = feature;
            bestBin = bin;
            bestMissingLeft = !sawMissing && 2 * h >= sumH ? 1 : 0;
            bestG = g;
            bestH = h;
          }
        }
        if (sawMissing && sumH - h - missingH >= minH) {
          const gain = scoreOf(g + missingG, h + missingH, sumG - g - missingG, sumH - h - missingH, l2) - parent;
          if (gain > bestGain) {
            bestGain = gain;
            bestFeature = feature;
            bestBin = bin;
            bestMissingLeft = 1;
            bestG = g + missingG;
            bestH = h + missingH;
          }
        }
      }
    }
    if (bestFeature < 0) return false;
    splits.set([bestGain, bestFeature, bestBin, bestMissingLeft, bestG, bestH], slot * splitFields);
    return true;
  };
}

/** GL^2/(HL+l2) + GR^2/(HR+l2) with one division. */
function scoreOf(leftG: number, leftH: number, rightG: number, rightH: number, l2: number): number {
  const left = leftH + l2;
  const right = rightH + l2;
  return (leftG * leftG * right + rightG * rightG * left) / (left * right);
}
