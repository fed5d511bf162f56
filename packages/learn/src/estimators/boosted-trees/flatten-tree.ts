import type { GrownTree } from '@tend/kernels';
import type { FlatTree } from '../forest/forest-of.ts';

/** A grown tree with its bins as thresholds, and its leaf values times `learningRate`; it adds to the margin `output`. */
export function flattenTree(
  tree: GrownTree,
  bounds: readonly Float32Array[],
  learningRate: number,
  output: number,
): FlatTree {
  return {
    output,
    feature: tree.feature,
    // The last bin has no bound: every present value goes left.
    threshold: tree.bin.map((bin, i) => bounds[tree.feature[i] as number]?.[bin - 1] ?? Number.POSITIVE_INFINITY),
    missingLeft: tree.missingLeft,
    gain: tree.gain,
    left: tree.left,
    right: tree.right,
    leafValue: tree.leaves.map(({ value }) => learningRate * value),
    leafCover: tree.leaves.map(({ rows }) => rows),
  };
}
