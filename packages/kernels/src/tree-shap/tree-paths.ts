import type { DecisionForest } from '../decision-forest/decision-forest.ts';

/** The leaves of a tree, each with the distinct features on its path: its elements. */
export interface TreePaths {
  /** Splits of the forest, parents before children. The flag of split i's left child is 2 i, of its right child 2 i + 1. */
  readonly splits: Int32Array;
  /** For each split the flag of the child that it is below by the last split above of the same feature, or -1. */
  readonly above: Int32Array;
  /** Leaves of the forest; those of leaf i are the elements from start[i] to start[i + 1]. */
  readonly leaves: Int32Array;
  readonly start: Int32Array;
  readonly feature: Int32Array;
  /** The flag that says of an element whether a row meets all splits of the feature on the path. */
  readonly flag: Int32Array;
  /** The share of the training weight that meets them, feature by feature; 1 where no shares were given. */
  readonly zero: Float64Array;
}

/** The paths of the tree at `root`; `shareLeft` comes from `ForestCovers`. */
export function treePaths(forest: DecisionForest, root: number, shareLeft?: Float64Array): TreePaths {
  const splits: number[] = [];
  const above: number[] = [];
  const leaves: number[] = [];
  const start = [0];
  const feature: number[] = [];
  const flag: number[] = [];
  const zero: number[] = [];
  // In the order in which the path met its features; an entry is replaced, and put back, where a feature is met again.
  const path = new Map<number, { readonly flag: number; readonly zero: number }>();
  const visit = (node: number): void => {
    if (node < 0) {
      leaves.push(~node);
      for (const [met, { flag: own, zero: share }] of path) {
        feature.push(met);
        flag.push(own);
        zero.push(share);
      }
      start.push(feature.length);
      return;
    }
    const place = splits.push(node) - 1;
    const own = forest.feature[node] as number;
    const last = path.get(own);
    above.push(last?.flag ?? -1);
    const share = last?.zero ?? 1;
    const left = shareLeft?.[node] ?? 1;
    const right = shareLeft ? 1 - left : 1;
    path.set(own, { flag: 2 * place, zero: share * left });
    visit(forest.left[node] as number);
    path.set(own, { flag: 2 * place + 1, zero: share * right });
    visit(forest.right[node] as number);
    if (last) path.set(own, last);
    else path.delete(own);
  };
  visit(root);
  return {
    splits: Int32Array.from(splits),
    above: Int32Array.from(above),
    leaves: Int32Array.from(leaves),
    start: Int32Array.from(start),
    feature: Int32Array.from(feature),
    flag: Int32Array.from(flag),
    zero: Float64Array.from(zero),
  };
}
