import type { ForestViews } from '@tend/kernels';
import type { Feature } from '../../estimator.ts';
import type { FlatTree } from '../forest/forest-of.ts';
import { type FeatureCoding, rareCategories } from './feature-coding.ts';
import type { LeafScale } from './forest-program.ts';

/** What turns a tree of bins into one of values. */
export interface TreeReading {
  readonly features: readonly Feature[];
  readonly codings: readonly FeatureCoding[];
  readonly classCount: number;
  /** Leaves give a mean, not a share. */
  readonly isNumber: boolean;
  readonly treeCount: number;
  readonly scale: LeafScale;
  /** What the gain of a split is multiplied by to be a decrease of impurity. */
  readonly gainFactor: number;
}

/** A share is kept in whole numbers of this: the sum over all trees is exact, and never above 1. */
const shareStep = 2 ** -52;

/** The tree that a thread has grown, once for each class, or once where leaves give a number. */
export function treesOf(views: ForestViews, splitCount: number, reading: TreeReading): readonly FlatTree[] {
  const { codings, features, classCount, gainFactor } = reading;
  const feature = views.feature.slice(0, splitCount);
  const bin = views.bin.subarray(0, splitCount);
  const threshold = new Float64Array(splitCount);
  const missingLeft = new Uint8Array(splitCount);
  const leftSets: (Uint32Array | undefined)[] = [];
  for (let split = 0; split < splitCount; split++) {
    const at = bin[split] as number;
    const coding = codings[feature[split] as number] as FeatureCoding;
    const isMissingLeft = (at & 256) !== 0;
    missingLeft[split] = isMissingLeft ? 1 : 0;
    if (at < 512) threshold[split] = coding.bounds[(at & 255) - 1] ?? Number.POSITIVE_INFINITY;
    else {
      const words = views.sets.subarray(split * 8, split * 8 + 8);
      leftSets[split] = leftSet(words, coding, isMissingLeft, features[feature[split] as number] as Feature);
    }
  }
  const width = views.totals.length;
  const leafCover = Float64Array.from({ length: splitCount + 1 }, (_, leaf) => views.leaves[leaf * width] as number);
  const shared = {
    feature,
    threshold,
    ...(leftSets.length > 0 && { leftSets }),
    missingLeft,
    left: views.leftChild.slice(0, splitCount),
    right: views.rightChild.slice(0, splitCount),
    gain: Float64Array.from(views.gain.subarray(0, splitCount), (gain) => Math.max(0, gain) * gainFactor),
    leafCover,
  };
  const answerOf = leafValueOf(reading);
  return Array.from({ length: Math.max(1, classCount) }, (_, output) => ({
    ...shared,
    output,
    leafValue: leafCover.map((cover, leaf) => answerOf((views.leaves[leaf * width + 1 + output] as number) / cover)),
  }));
}

/** What a leaf adds to the answer for a mean of its targets. */
function leafValueOf({ isNumber, treeCount, scale: { centre, step } }: TreeReading): (mean: number) => number {
  if (isNumber) return (mean) => (centre + step * mean) / treeCount;
  return (mean) => Math.floor(mean / treeCount / shareStep) * shareStep;
}

/** Bits of the categories that go left: those of the bins in `words`, and where missing values do, those without a bin. */
function leftSet(
  words: Uint32Array,
  { categories = new Int32Array() }: FeatureCoding,
  isMissingLeft: boolean,
  feature: Feature,
): Uint32Array {
  const left = Array.from(categories).filter((_, place) => {
    const bin = place + 1;
    return (((words[bin >> 5] as number) >>> (bin & 31)) & 1) === 1;
  });
  if (isMissingLeft) left.push(...rareCategories(feature, categories));
  const set = new Uint32Array(1 + (left.reduce((most, category) => Math.max(most, category), 0) >> 5));
  for (const category of left) (set[category >> 5] as number) |= 1 << (category & 31);
  return set;
}
