import { type DecisionForest, splitRule } from './decision-forest.ts';

/** The sets of categories of a forest as compiled kernels read them: bit b of a set says whether it goes left. */
export interface CategorySets {
  /** One a split: the address of its set; 0 where it is not by category. */
  readonly address: Uint32Array;
  /** One a feature: bits of each of its sets. */
  readonly limit: Uint32Array;
  /** The smallest value that is a category: 0, or the float32 above -1. */
  readonly lowest: number;
}

const aboveMinusOne = Math.fround(-1 + 2 ** -24);

/** Bytes that `placeCategorySets` needs; undefined where splits disagree on what a negative category is. */
export function categorySetBytes(forest: DecisionForest): number | undefined {
  if (lowestCategory(forest) === undefined) return undefined;
  const words = setWordsOf(forest);
  return forest.feature.reduce(
    (sum, feature, split) => sum + (isCategorical(forest, split) ? 4 * (words[feature] as number) : 0),
    0,
  );
}

/**
 * Writes the set of every split by category from `start` on, a multiple of 4, all as long as the longest of its feature and a
 * word more: see `categoryBit`.
 */
export function placeCategorySets(memory: ArrayBufferLike, start: number, forest: DecisionForest): CategorySets {
  const { feature, rule, setStart, setWords } = forest;
  const words = setWordsOf(forest);
  const address = new Uint32Array(feature.length);
  let at = start;
  for (let split = 0; split < feature.length; split++) {
    if (!isCategorical(forest, split)) continue;
    const count = words[feature[split] as number] as number;
    const placed = new Uint32Array(memory, at, count);
    placed.set(setWords.subarray(setStart[split], setStart[split + 1]));
    if (((rule[split] as number) & splitRule.missingGoesLeft) !== 0) placed[count - 1] = 1 << 30;
    address[split] = at;
    at += placed.byteLength;
  }
  return { address, limit: setLimits(forest), lowest: lowestCategory(forest) ?? 0 };
}

/** One a feature: bits of each of its sets. */
export function setLimits(forest: DecisionForest): Uint32Array {
  return setWordsOf(forest).map((count) => count * 32);
}

/**
 * The bit of a value in the sets of its feature, of `limit` bits: the last stands for what is in none of them and is 0, the one
 * before for missing values.
 */
export function categoryBit(value: number, lowest: number, limit: number): number {
  if (Number.isNaN(value)) return limit - 2;
  return value >= lowest && value < limit - 32 ? Math.trunc(value) : limit - 1;
}

/** Whether a split is by category. */
export function isCategorical({ rule }: DecisionForest, split: number): boolean {
  return ((rule[split] as number) & splitRule.categorical) !== 0;
}

/** Words of the sets of each feature: the most that one has and the one more; 0 where it has no split by category. */
function setWordsOf(forest: DecisionForest): Uint32Array {
  const words = new Uint32Array(forest.featureCount);
  for (const [split, feature] of forest.feature.entries()) {
    if (!isCategorical(forest, split)) continue;
    const own = (forest.setStart[split + 1] as number) - (forest.setStart[split] as number);
    words[feature] = Math.max(words[feature] as number, own + 1);
  }
  return words;
}

function lowestCategory(forest: DecisionForest): number | undefined {
  const found = new Set<number>();
  const { rule } = forest;
  for (let split = 0; split < rule.length; split++)
    if (isCategorical(forest, split))
      found.add(((rule[split] as number) & splitRule.truncatesNegative) !== 0 ? aboveMinusOne : 0);
  if (found.size > 1) return undefined;
  const [lowest = 0] = found;
  return lowest;
}
