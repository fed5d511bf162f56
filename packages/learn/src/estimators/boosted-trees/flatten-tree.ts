import type { Forest, GrownTree } from '@tend/kernels';

/** One tree over float32 thresholds; children are indexes within the tree: a split, or ~leaf. */
export interface FlatTree {
  readonly feature: readonly number[];
  readonly threshold: readonly number[];
  readonly missingLeft: readonly number[];
  readonly left: readonly number[];
  readonly right: readonly number[];
  readonly leafValue: readonly number[];
  readonly leafRows: readonly number[];
}

/** A grown tree with its bins as thresholds, and its leaf values times `learningRate`. */
export function flattenTree(tree: GrownTree, bounds: readonly Float32Array[], learningRate: number): FlatTree {
  return {
    feature: tree.feature,
    // The last bin has no bound: every present value goes left.
    threshold: tree.bin.map((bin, i) => bounds[tree.feature[i] as number]?.[bin - 1] ?? Number.POSITIVE_INFINITY),
    missingLeft: tree.missingLeft,
    left: tree.left,
    right: tree.right,
    leafValue: tree.leaves.map(({ value }) => learningRate * value),
    leafRows: tree.leaves.map(({ rows }) => rows),
  };
}

/** All trees in one set of flat arrays. */
export function forestOf(trees: readonly FlatTree[], base: number, featureCount: number): Forest {
  const splitStart = starts(trees.map(({ feature }) => feature.length));
  const leafStart = starts(trees.map(({ leafValue }) => leafValue.length));
  const children = (side: 'left' | 'right'): Int32Array =>
    Int32Array.from(
      trees.flatMap((tree, t) =>
        tree[side].map((child) =>
          child < 0 ? ~(~child + (leafStart[t] as number)) : child + (splitStart[t] as number),
        ),
      ),
    );
  return {
    base,
    featureCount,
    splitStart,
    leafStart,
    feature: Int32Array.from(trees.flatMap(({ feature }) => feature)),
    threshold: Float32Array.from(trees.flatMap(({ threshold }) => threshold)),
    missingLeft: Uint8Array.from(trees.flatMap(({ missingLeft }) => missingLeft)),
    left: children('left'),
    right: children('right'),
    leafValue: Float64Array.from(trees.flatMap(({ leafValue }) => leafValue)),
    leafRows: Uint32Array.from(trees.flatMap(({ leafRows }) => leafRows)),
  };
}

function starts(lengths: readonly number[]): Int32Array {
  const result = new Int32Array(lengths.length + 1);
  for (const [i, length] of lengths.entries()) result[i + 1] = (result[i] as number) + length;
  return result;
}
