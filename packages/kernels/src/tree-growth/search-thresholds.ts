import type { FeatureHistogram } from './feature-histogram.ts';
import { type SplitQuestion, splitGain } from './split-question.ts';
import type { LeafSplit } from './split-records.ts';

/**
 * The best split "bin <= b" of a numeric feature that gains more than `beat`, under every rule of the question; undefined
 * where there is none. Missing values are tried on both sides, as in `splitKernel`, which searches where only L2 applies.
 */
export function searchThresholds(
  feature: number,
  { g: binG, h: binH, last }: FeatureHistogram,
  question: SplitQuestion,
  direction: number,
  beat: number,
): LeafSplit | undefined {
  const { sumH, minH, rule } = question;
  const missingG = binG[0] as number;
  const missingH = binH[0] as number;
  const sawMissing = missingG !== 0 || missingH !== 0;
  let best: LeafSplit | undefined;
  let bestGain = beat;
  const consider = (bin: number, missingLeft: number, leftG: number, leftH: number): void => {
    if (leftH < minH || sumH - leftH < minH) return;
    const gain = splitGain(question, rule.l2, direction, leftG, leftH);
    if (!(gain > bestGain)) return;
    bestGain = gain;
    best = { gain, feature, bin, missingLeft, leftG, leftH };
  };
  let g = 0;
  let h = 0;
  for (let bin = 1; bin <= last; bin++) {
    // An empty bin repeats the split before it.
    if (binH[bin] === 0 && binG[bin] === 0 && bin > 1) continue;
    g += binG[bin] as number;
    h += binH[bin] as number;
    consider(bin, !sawMissing && 2 * h >= sumH ? 1 : 0, g, h);
    if (sawMissing) consider(bin, 1, g + missingG, h + missingH);
  }
  return best;
}
