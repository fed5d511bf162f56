import type { FeatureBins, GrownTree } from '@tend/kernels';
import type { FlatTree } from '../forest/forest-of.ts';

/** A grown tree with its bins as thresholds and sets of categories, and its leaf values times `learningRate`; it adds to the margin `output`. */
export function flattenTree(
  tree: GrownTree,
  bins: readonly FeatureBins[],
  learningRate: number,
  output: number,
): FlatTree {
  const binsOf = (split: number): FeatureBins | undefined => bins[tree.feature[split] as number];
  return {
    output,
    feature: tree.feature,
    threshold: tree.bin.map((bin, split) => (bin === 0 ? 0 : thresholdOf(binsOf(split), bin))),
    leftSets: tree.leftBins.map((leftBins, split) => leftBins && categorySet(binsOf(split), leftBins)),
    missingLeft: tree.missingLeft,
    gain: tree.gain,
    left: tree.left,
    right: tree.right,
    leafValue: tree.leaves.map(({ value }) => learningRate * value),
    leafCover: tree.leaves.map(({ rows }) => rows),
  };
}

/** The last bin has no bound: every present value goes left. */
function thresholdOf(bins: FeatureBins | undefined, bin: number): number {
  return bins?.bounds[bin - 1] ?? Number.POSITIVE_INFINITY;
}

/** One bit a category, up to the highest of the set. */
function categorySet(bins: FeatureBins | undefined, leftBins: Uint8Array): Uint32Array {
  const codes = Array.from(leftBins, (bin) => bins?.categories?.[bin - 1] ?? 0);
  const words = new Uint32Array((Math.max(...codes) >> 5) + 1);
  for (const code of codes) (words[code >> 5] as number) |= 1 << (code & 31);
  return words;
}
