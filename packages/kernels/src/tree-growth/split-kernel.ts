import { featureFields, ownedBins, splitFields, type TreeLayout } from './tree-layout.ts';

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

export type SplitKernel = (slot: number, features: Int32Array, limits: SplitLimits) => void;

/**
 * The best split of histogram `slot` over those of `features` (ascending, numeric) in the thread's columns, written as the thread's split
 * number `slot`; gain -Infinity where there is none. Gain = GL^2/(HL+l2) + GR^2/(HR+l2) - G^2/(H+l2). Missing values are
 * tried on both sides (also alone on the right); a leaf that saw none sends them to the side with more hessian. Ties go to
 * the first feature, lowest bin. Source: Chen and Guestrin 2016, Algorithm 3.
 */
export function splitKernel(memory: ArrayBufferLike, layout: TreeLayout, rank: number): SplitKernel {
  const { histogramLength, slotCount, featureCount } = layout;
  const histograms = new Int32Array(memory, layout.histograms, slotCount * histogramLength * 2);
  const splits = new Float64Array(memory, layout.splits + rank * slotCount * splitFields * 8, slotCount * splitFields);
  const fields = new Int32Array(memory, layout.features, featureCount * featureFields);
  const active = new Int32Array(memory, layout.activeFeatures + rank * featureCount * 4, featureCount);
  const { from, to } = ownedBins(layout, rank);

  return (slot, features, { sumG, sumH, minH, l2, minGain }) => {
    const parent = (sumG * sumG) / (sumH + l2);
    active.set(features);
    let bestGain = minGain;
    let bestFeature = -1;
    let bestBin = 0;
    let bestMissingLeft = 0;
    let bestG = 0;
    let bestH = 0;
    for (const feature of features) {
      const binZero = fields[feature * featureFields] as number;
      if (binZero < from || binZero >= to) continue;
      const bins = fields[feature * featureFields + 1] as number;
      const defaultBin = fields[feature * featureFields + 2] as number;
      const start = 2 * (slot * histogramLength + binZero);
      const hasMissing = fields[feature * featureFields + 3] === 1;
      const missingH = hasMissing ? (histograms[start] as number) : 0;
      const missingG = hasMissing ? (histograms[start + 1] as number) : 0;
      const sawMissing = missingH !== 0 || missingG !== 0;
      // In a shared column the default bin is what the others leave of the leaf's sums.
      let defaultG = 0;
      let defaultH = 0;
      if (defaultBin > 0) {
        defaultG = sumG - missingG;
        defaultH = sumH - missingH;
        for (let at = start + 2; at < start + 2 * bins; at += 2) {
          defaultH -= histograms[at] as number;
          defaultG -= histograms[at + 1] as number;
        }
      }
      let g = 0;
      let h = 0;
      let at = start;
      for (let bin = 1; bin <= bins; bin++) {
        let binH = defaultH;
        let binG = defaultG;
        if (bin !== defaultBin) {
          at += 2;
          binH = histograms[at] as number;
          binG = histograms[at + 1] as number;
        }
        // An empty bin repeats the split before it.
        if (binH === 0 && binG === 0 && bin > 1) continue;
        h += binH;
        g += binG;
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
    const gain = bestFeature < 0 ? Number.NEGATIVE_INFINITY : bestGain;
    splits.set([gain, bestFeature, bestBin, bestMissingLeft, bestG, bestH], slot * splitFields);
  };
}

/** GL^2/(HL+l2) + GR^2/(HR+l2) with one division. */
function scoreOf(leftG: number, leftH: number, rightG: number, rightH: number, l2: number): number {
  const left = leftH + l2;
  const right = rightH + l2;
  return (leftG * leftG * right + rightG * rightG * left) / (left * right);
}
