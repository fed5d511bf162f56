import type { Forest } from './forest.ts';

/** Rows that are scored at once: their values stay in the first-level cache. */
export const scoringRows: number = 256;

/** A split that sends rows right clears these leaves of its tree, counted from the left. */
export interface QuickSplit {
  readonly tree: number;
  readonly threshold: number;
  /** Bits 0 to 31, and 32 to 63. */
  readonly lowLeaves: number;
  readonly highLeaves: number;
  readonly missingLeft: boolean;
}

/** The leaves of each tree from left to right, as indexes of the forest, and its splits by feature. */
export interface QuickTables {
  readonly leaves: readonly (readonly number[])[];
  /** Ascending by threshold within a feature. */
  readonly splits: ReadonlyMap<number, readonly QuickSplit[]>;
}

/** What QuickScorer needs of the trees [begin, end), of at most 64 leaves each. Source: Lucchese et al. 2015. */
export function quickTables(forest: Forest, begin: number, end: number): QuickTables {
  const leaves: number[][] = [];
  const splits = new Map<number, QuickSplit[]>();
  for (let tree = begin; tree < end; tree++) {
    const order: number[] = [];
    const visit = (node: number): void => {
      if (node < 0) {
        order.push(~node);
        return;
      }
      const first = order.length;
      visit(forest.left[node] as number);
      const after = order.length;
      const feature = forest.feature[node] as number;
      const list = splits.get(feature) ?? [];
      splits.set(feature, list);
      list.push({
        tree: tree - begin,
        threshold: forest.threshold[node] as number,
        lowLeaves: bitsBetween(first, after),
        highLeaves: bitsBetween(first - 32, after - 32),
        missingLeft: forest.missingLeft[node] === 1,
      });
      visit(forest.right[node] as number);
    };
    visit(forest.splitStart[tree] as number);
    leaves.push(order);
  }
  for (const list of splits.values()) list.sort((a, b) => a.threshold - b.threshold || 0);
  return { leaves, splits };
}

/** Bits [first, end) of a word of 32; those outside it are left out. */
function bitsBetween(first: number, end: number): number {
  const below = (count: number): number => (count <= 0 ? 0 : count >= 32 ? -1 : (1 << count) - 1);
  return (below(end) & ~below(first)) >>> 0;
}

/** Most leaves of any tree. */
export function mostLeaves(forest: Forest): number {
  let most = 0;
  for (let tree = 0; tree + 1 < forest.leafStart.length; tree++)
    most = Math.max(most, (forest.leafStart[tree + 1] as number) - (forest.leafStart[tree] as number));
  return most;
}
