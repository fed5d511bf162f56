import { histogramReader } from './feature-histogram.ts';
import type { GrowthLimits, ScaledLimits } from './growth-limits.ts';
import { isPlainRule } from './leaf-value.ts';
import type { NodeFeatures } from './node-features.ts';
import type { OpenLeaf } from './open-leaf.ts';
import { searchCategories } from './search-categories.ts';
import { searchThresholds } from './search-thresholds.ts';
import { isBetter, type LeafSplit, splitRecords } from './split-records.ts';
import type { TreeKernels } from './tree-kernels.ts';
import { featureFields, ownedBins } from './tree-layout.ts';

/** The search for splits as one thread takes part in it. */
export interface SplitSearch {
  /** Searches the thread's own columns of the leaf whose histogram stands in `slot`. */
  find(leaf: OpenLeaf, slot: number): void;
  /** What all threads found together, once every one of them has; undefined: nothing. */
  best(leaf: OpenLeaf, slot: number): LeafSplit | undefined;
}

/**
 * Finds splits by the kernel where L2 is all that shapes a leaf, the feature is numeric and sums are quantised, else by the general search over
 * the same histograms.
 */
export function splitSearch(
  kernels: TreeKernels,
  features: Int32Array,
  limits: GrowthLimits,
  { rule, categories, minGain }: ScaledLimits,
  choice: NodeFeatures,
): SplitSearch {
  const { layout, memory, rank } = kernels;
  const records = splitRecords(memory, layout);
  const read = histogramReader(memory, layout);
  const { monotone = [] } = limits;
  const isShaped = layout.isExact === true || !isPlainRule(rule) || monotone.some((direction) => direction !== 0);
  const isCategorical = (feature: number): boolean => layout.places[feature]?.isCategorical === true;
  const isOwn = ownership(kernels);
  const divide = (of: Int32Array): readonly [Int32Array, Int32Array] => {
    const isGeneral = (feature: number): boolean => isShaped || isCategorical(feature);
    return [of.filter((feature) => !isGeneral(feature)), of.filter((f) => isGeneral(f) && isOwn(f))];
  };
  const whole = divide(features);

  return {
    find(leaf, slot) {
      if (!leaf.canSplit) return;
      const { question } = leaf;
      const { sumG, sumH, minH } = question;
      const chosen = choice.of(leaf);
      const [plain, general] = chosen === features ? whole : divide(chosen);
      kernels.findSplit(slot, plain, { sumG, sumH, minH, l2: rule.l2, minGain });
      if (general.length === 0) return;
      let best = records.read(rank, slot);
      for (const feature of general) {
        const histogram = read(slot, feature, sumG, sumH);
        const found = isCategorical(feature)
          ? searchCategories(feature, histogram, question, categories, minGain)
          : searchThresholds(feature, histogram, question, monotone[feature] ?? 0, minGain);
        if (found !== undefined && (best === undefined || isBetter(found, best))) best = found;
      }
      if (best !== undefined) records.write(rank, slot, best);
    },
    best: (leaf, slot) => (leaf.canSplit ? records.best(slot) : undefined),
  };
}

/** Whether the bins of a feature are of those that the thread merges and scans. */
function ownership({ layout, memory, rank }: TreeKernels): (feature: number) => boolean {
  const fields = new Int32Array(memory, layout.features, layout.featureCount * featureFields);
  const { from, to } = layout.threadCount === 1 ? { from: 0, to: layout.histogramLength } : ownedBins(layout, rank);
  return (feature) => {
    const binZero = fields[feature * featureFields] as number;
    return binZero >= from && binZero < to;
  };
}
