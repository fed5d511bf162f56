import { type DecisionForest, splitRule } from '@tend/kernels';

/** One tree; children are indexes within the tree: a split, or ~leaf. Without a split it is its leaf 0. */
export interface FlatTree {
  /** The margin that it adds to. */
  readonly output: number;
  readonly feature: ArrayLike<number>;
  readonly threshold: ArrayLike<number>;
  /** Bits of the categories that go left, for the splits by categories. */
  readonly leftSets?: readonly (Uint32Array | undefined)[];
  readonly missingLeft: ArrayLike<number>;
  readonly left: ArrayLike<number>;
  readonly right: ArrayLike<number>;
  /** What each split brought, for all trees of a forest or none. */
  readonly gain?: ArrayLike<number>;
  readonly leafValue: ArrayLike<number>;
  /** Training rows, or their weight, in each leaf: above 0. */
  readonly leafCover: ArrayLike<number>;
}

/** The forest of some trees in their order; `base` has the margin before the first tree of each output. */
export function forestOf(trees: readonly FlatTree[], base: readonly number[], featureCount: number): DecisionForest {
  const splitStart = starts(trees.map(({ feature }) => feature.length));
  const leafStart = starts(trees.map(({ leafValue }) => leafValue.length));
  const splitCount = splitStart.at(-1) as number;
  const leafCount = leafStart.at(-1) as number;
  const forest = {
    featureCount,
    outputCount: base.length,
    precision: 'float64' as const,
    base: Float64Array.from(base),
    root: new Int32Array(trees.length),
    output: Int32Array.from(trees, ({ output }) => output),
    feature: new Int32Array(splitCount),
    threshold: new Float64Array(splitCount),
    rule: new Uint8Array(splitCount),
    left: new Int32Array(splitCount),
    right: new Int32Array(splitCount),
    leafValue: new Float64Array(leafCount),
    leafCover: new Float64Array(leafCount),
  };
  for (const [t, tree] of trees.entries()) {
    const firstSplit = splitStart[t] as number;
    const firstLeaf = leafStart[t] as number;
    const placed = (child: number): number => (child < 0 ? ~(~child + firstLeaf) : child + firstSplit);
    forest.root[t] = tree.feature.length === 0 ? ~firstLeaf : firstSplit;
    forest.feature.set(tree.feature, firstSplit);
    forest.threshold.set(tree.threshold, firstSplit);
    forest.leafValue.set(tree.leafValue, firstLeaf);
    forest.leafCover.set(tree.leafCover, firstLeaf);
    for (let split = 0; split < tree.feature.length; split++) {
      const at = firstSplit + split;
      forest.left[at] = placed(tree.left[split] as number);
      forest.right[at] = placed(tree.right[split] as number);
      forest.rule[at] =
        (tree.missingLeft[split] === 1 ? splitRule.missingGoesLeft : 0) +
        (tree.leftSets?.[split] === undefined ? 0 : splitRule.categorical);
    }
  }
  const gains = trees.flatMap(({ gain }) => (gain === undefined ? [] : Array.from(gain)));
  return { ...forest, ...categorySets(trees), ...(gains.length > 0 && { gain: Float64Array.from(gains) }) };
}

function categorySets(trees: readonly FlatTree[]): Pick<DecisionForest, 'setStart' | 'setWords'> {
  const sets = trees.flatMap(({ feature, leftSets }) => Array.from(feature, (_, split) => leftSets?.[split]));
  const setStart = starts(sets.map((set) => set?.length ?? 0));
  const setWords = new Uint32Array(setStart.at(-1) as number);
  for (const [split, set] of sets.entries()) if (set !== undefined) setWords.set(set, setStart[split]);
  return { setStart, setWords };
}

function starts(lengths: readonly number[]): Int32Array {
  const result = new Int32Array(lengths.length + 1);
  for (const [i, length] of lengths.entries()) result[i + 1] = (result[i] as number) + length;
  return result;
}
