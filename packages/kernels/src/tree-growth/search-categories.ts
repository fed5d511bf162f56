import type { FeatureHistogram } from './feature-histogram.ts';
import { type SplitQuestion, splitGain } from './split-question.ts';
import type { LeafSplit } from './split-records.ts';

/** What bounds splits on categories, in the units of the sums. */
export interface CategoryRule {
  /** Added to the sum of h of a category where categories are put in order. */
  readonly smoothing: number;
  /** Categories with fewer rows in the leaf stay on the right. */
  readonly minRows: number;
  /** Added to the rule's L2 where sets are searched. */
  readonly l2: number;
  /** Most categories of a set. */
  readonly maxLeft: number;
  /** Fewest rows that a step to the next larger set adds, and that stay on the right. */
  readonly minStepRows: number;
}

/** With up to this many bins, that of missing values included, each category is tried against the rest. */
const fewBins = 4;

/** L2 on the children of a split of a categorical feature with bins up to `last`. */
export function categoryL2(last: number, l2: number, { l2: more }: CategoryRule): number {
  return last < fewBins ? l2 : l2 + more;
}

/**
 * The best split of a categorical feature into a set of its bins and the rest (missing values among them) that gains more
 * than `beat`; undefined where there is none. Sets are the prefixes, from both ends, of the categories in the order of
 * their mean gradient: among them is the best of all sets. Source: Fisher 1958; LightGBM,
 * FindBestThresholdCategoricalInner.
 */
export function searchCategories(
  feature: number,
  histogram: FeatureHistogram,
  question: SplitQuestion,
  rule: CategoryRule,
  beat: number,
): LeafSplit | undefined {
  return histogram.last < fewBins
    ? searchSingles(feature, histogram, question, beat)
    : searchSets(feature, histogram, question, rule, beat);
}

function searchSingles(
  feature: number,
  { g: binG, h: binH, last }: FeatureHistogram,
  question: SplitQuestion,
  beat: number,
): LeafSplit | undefined {
  const { sumH, minH, rule } = question;
  let best: LeafSplit | undefined;
  let bestGain = beat;
  for (let bin = 1; bin <= last; bin++) {
    const leftG = binG[bin] as number;
    const leftH = binH[bin] as number;
    if (leftH < minH || sumH - leftH < minH) continue;
    const gain = splitGain(question, rule.l2, 0, leftG, leftH);
    if (!(gain > bestGain)) continue;
    bestGain = gain;
    best = { gain, feature, bin: 0, missingLeft: 0, leftG, leftH, leftBins: Uint8Array.of(bin) };
  }
  return best;
}

function searchSets(
  feature: number,
  histogram: FeatureHistogram,
  question: SplitQuestion,
  rule: CategoryRule,
  beat: number,
): LeafSplit | undefined {
  const { g: binG, h: binH } = histogram;
  const { sumH, minH, rowsPerHessian } = question;
  const l2 = question.rule.l2 + rule.l2;
  const order = orderedBins(histogram, rowsPerHessian, rule);
  const most = Math.min(rule.maxLeft, (order.length + 1) >> 1);
  let best: { gain: number; step: number; size: number; leftG: number; leftH: number } | undefined;
  let bestGain = beat;
  for (const step of [1, -1]) {
    let leftG = 0;
    let leftH = 0;
    let stepRows = 0;
    for (let size = 1; size <= most; size++) {
      const bin = order[step === 1 ? size - 1 : order.length - size] as number;
      const h = binH[bin] as number;
      leftG += binG[bin] as number;
      leftH += h;
      stepRows += Math.floor(h * rowsPerHessian + 0.5);
      if (leftH < minH) continue;
      const rightH = sumH - leftH;
      if (rightH < minH || rightH * rowsPerHessian < rule.minStepRows - 0.5) break;
      if (stepRows < rule.minStepRows) continue;
      stepRows = 0;
      const gain = splitGain(question, l2, 0, leftG, leftH);
      if (!(gain > bestGain)) continue;
      bestGain = gain;
      best = { gain, step, size, leftG, leftH };
    }
  }
  if (best === undefined) return undefined;
  const { gain, step, size, leftG, leftH } = best;
  const leftBins = step === 1 ? order.slice(0, size) : order.slice(order.length - size);
  return { gain, feature, bin: 0, missingLeft: 0, leftG, leftH, leftBins: leftBins.sort() };
}

const floats = new Float32Array(1);
const bits = new Uint32Array(floats.buffer);
const keys = new Float64Array(256);

/**
 * Bins with enough rows by ascending g / (h + smoothing), equal ones by number. The order of each float32 ratio and its bin
 * make one whole number, which the engine sorts without calling back.
 */
function orderedBins(
  { g, h, last }: FeatureHistogram,
  rowsPerHessian: number,
  { smoothing, minRows }: CategoryRule,
): Uint8Array {
  let count = 0;
  for (let bin = 1; bin <= last; bin++) {
    const binH = h[bin] as number;
    if (Math.floor(binH * rowsPerHessian + 0.5) < minRows || binH + smoothing <= 0) continue;
    // Adding 0 makes one of the two zeros.
    floats[0] = (g[bin] as number) / (binH + smoothing) + 0;
    const word = bits[0] as number;
    keys[count++] = ((word & 0x8000_0000) !== 0 ? 0xffff_ffff - word : word + 0x8000_0000) * 256 + bin;
  }
  const sorted = keys.subarray(0, count).sort();
  const order = new Uint8Array(count);
  // A byte keeps a key modulo 256: its bin.
  for (let i = 0; i < count; i++) order[i] = sorted[i] as number;
  return order;
}
