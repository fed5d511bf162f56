import { type DecisionForest, splitRule } from '../decision-forest/decision-forest.ts';
import { gaussLegendre } from './gauss-legendre.ts';

/**
 * Trees as `addShap` reads them, in one memory; addresses are bytes. A tree (32 bytes): splits u32, their number u32, leaf
 * values u32, their number u32, quadrature nodes u32, quadrature u32. A split (64 bytes): threshold f64 (or the words of its set:
 * address u32, number u32), share f64 of the cover that goes left, f64 share of the cover that meets all splits above of the
 * same feature, column u32 in a row, rule u32, slots u32 that the left and the right child are read from, slots u32 that
 * they are written to (leaves: one that nobody reads), flag u32 of the split above of the same feature, children i32 in the
 * tree (a split, or ~leaf). A quadrature has for each node t: t f64, 1 - t f64, weight f64.
 */
export interface ShapTables {
  readonly trees: number;
  readonly treesEnd: number;
  readonly scratch: ShapScratch;
}

/** Where `addShap` works: numbers of each node, ratios and inverses of each split, flags of each child, ways of a row. */
export interface ShapScratch {
  readonly slots: number;
  readonly ratios: number;
  readonly inverses: number;
  readonly flags: number;
  readonly directions: number;
  readonly end: number;
}

export const shapTreeBytes = 32;
export const shapSplitBytes = 64;
/** Rule of a split whose feature was split on above: beyond the bits of `splitRule`. */
export const repeatedFeature = 16;

/** What a tree needs: known before there is memory. */
export interface ShapTree {
  readonly root: number;
  /** Splits, parents before children, and leaves by number of the forest. */
  readonly splits: readonly number[];
  readonly leaves: readonly number[];
  /** For each split, the place in `splits` of the split above of the same feature, or -1, and the side that leads here. */
  readonly above: Int32Array;
  readonly isLeftOfAbove: Uint8Array;
  /** Quadrature nodes that integrate its longest path exactly. */
  readonly nodes: number;
}

/** Follows a tree from its root; `lastOf` has -1 for every feature and is left so. */
export function shapTree(forest: DecisionForest, root: number, lastOf: Int32Array, sideOf: Uint8Array): ShapTree {
  const splits: number[] = [];
  const leaves: number[] = [];
  const above: number[] = [];
  const isLeftOfAbove: number[] = [];
  let most = 0;
  const visit = (node: number, distinct: number): void => {
    if (node < 0) {
      leaves.push(~node);
      most = Math.max(most, distinct);
      return;
    }
    const place = splits.push(node) - 1;
    const feature = forest.feature[node] as number;
    const last = lastOf[feature] as number;
    const side = sideOf[feature] as number;
    above.push(last);
    isLeftOfAbove.push(side);
    const below = last < 0 ? distinct + 1 : distinct;
    lastOf[feature] = place;
    sideOf[feature] = 1;
    visit(forest.left[node] as number, below);
    sideOf[feature] = 0;
    visit(forest.right[node] as number, below);
    lastOf[feature] = last;
    sideOf[feature] = side;
  };
  visit(root, 0);
  // An integrand is a product of one factor less than there are features: n nodes are exact to degree 2n - 1.
  const nodes = Math.max(1, Math.ceil(most / 2));
  return {
    root,
    splits,
    leaves,
    above: Int32Array.from(above),
    isLeftOfAbove: Uint8Array.from(isLeftOfAbove),
    nodes,
  };
}

/** Bytes that `placeShapTables` needs from its start on. */
export function shapTableBytes(forest: DecisionForest, trees: readonly ShapTree[]): number {
  let bytes = trees.length * shapTreeBytes;
  for (const { splits, leaves } of trees) {
    bytes += splits.length * shapSplitBytes + leaves.length * 8;
    for (const split of splits) bytes += wordCount(forest, split) * 4 + 8;
  }
  for (const nodes of new Set(trees.map((tree) => tree.nodes))) bytes += nodes * 24 + 8;
  return scratchAt(trees, align(bytes) + 64).end;
}

/** Writes trees from `start` (a multiple of 16) on; `shares` come from `ForestCovers`, values of feature f stand at
 * 16 * columns[f] in a pair of rows. */
export function placeShapTables(
  memory: ArrayBufferLike,
  start: number,
  forest: DecisionForest,
  shares: Float64Array,
  trees: readonly ShapTree[],
  columns: Int32Array,
): ShapTables {
  const view = new DataView(memory);
  const treesEnd = start + trees.length * shapTreeBytes;
  let at = align(treesEnd);
  const quadratures = new Map<number, number>();
  for (const { nodes } of trees) {
    if (quadratures.has(nodes)) continue;
    quadratures.set(nodes, at);
    const { node, weight } = gaussLegendre(nodes);
    const parts = Array.from(node, (t, k) => [t, 1 - t, weight[k] as number]);
    new Float64Array(memory, at, 3 * nodes).set(parts.flat());
    at = align(at + nodes * 24);
  }
  for (const [index, tree] of trees.entries()) {
    const header = start + index * shapTreeBytes;
    const leafValues = align(at + tree.splits.length * shapSplitBytes);
    const words = leafValues + tree.leaves.length * 8;
    const parts = [at, tree.splits.length, leafValues, tree.leaves.length, tree.nodes, quadratures.get(tree.nodes)];
    for (const [i, part] of parts.entries()) view.setUint32(header + i * 4, part ?? 0, true);
    const ends = placeSplits(view, at, words, forest, shares, tree, columns);
    for (const [i, leaf] of tree.leaves.entries())
      view.setFloat64(leafValues + i * 8, forest.leafValue[leaf] as number, true);
    at = align(ends);
  }
  return { trees: start, treesEnd, scratch: scratchAt(trees, at) };
}

/** Writes the splits at `at` and their sets at `words`; gives the end of the sets. */
function placeSplits(
  view: DataView,
  at: number,
  words: number,
  forest: DecisionForest,
  shares: Float64Array,
  { splits, leaves, above, isLeftOfAbove, nodes }: ShapTree,
  columns: Int32Array,
): number {
  const placeOf = new Map(splits.map((split, place) => [split, place]));
  const leafOf = new Map(leaves.map((leaf, place) => [leaf, place]));
  const slotBytes = nodes * 16;
  const unread = (splits.length + leaves.length) * slotBytes;
  const aboveShare = new Float64Array(splits.length);
  let end = words;
  for (const [place, split] of splits.entries()) {
    const own = at + place * shapSplitBytes;
    const rule = forest.rule[split] as number;
    const last = above[place] as number;
    const isLeft = isLeftOfAbove[place] === 1;
    const share = shares[split] as number;
    aboveShare[place] = 1;
    if (last >= 0) {
      const lastShare = shares[splits[last] as number] as number;
      aboveShare[place] = (aboveShare[last] as number) * (isLeft ? lastShare : 1 - lastShare);
    }
    view.setFloat64(own, forest.threshold[split] as number, true);
    if ((rule & splitRule.categorical) !== 0) {
      const from = forest.setStart[split] as number;
      const count = wordCount(forest, split);
      view.setUint32(own, end, true);
      view.setUint32(own + 4, count, true);
      for (let i = 0; i < count; i++) view.setUint32(end + i * 4, forest.setWords[from + i] as number, true);
      end += count * 4;
    }
    view.setFloat64(own + 8, share, true);
    view.setFloat64(own + 16, aboveShare[place] as number, true);
    view.setUint32(own + 24, 16 * (columns[forest.feature[split] as number] as number), true);
    view.setUint32(own + 28, rule | (last >= 0 ? repeatedFeature : 0), true);
    view.setUint32(own + 48, last < 0 ? 0 : 16 + last * 32 + (isLeft ? 0 : 16), true);
    for (const [side, child] of [forest.left[split] as number, forest.right[split] as number].entries()) {
      const node = child < 0 ? ~(leafOf.get(~child) as number) : (placeOf.get(child) as number);
      const slot = (node < 0 ? splits.length + ~node : node) * slotBytes;
      view.setUint32(own + 32 + side * 4, slot, true);
      view.setUint32(own + 40 + side * 4, node < 0 ? unread : slot, true);
      view.setInt32(own + 52 + side * 4, node, true);
    }
  }
  return end;
}

/** The largest scratch that any of the trees asks for. */
function scratchAt(trees: readonly ShapTree[], slots: number): ShapScratch {
  let slotBytes = 0;
  let ratioBytes = 0;
  let splitCount = 0;
  for (const { splits, leaves, nodes } of trees) {
    slotBytes = Math.max(slotBytes, (splits.length + leaves.length + 1) * nodes * 16);
    ratioBytes = Math.max(ratioBytes, splits.length * nodes * 16);
    splitCount = Math.max(splitCount, splits.length);
  }
  const ratios = slots + slotBytes;
  const inverses = ratios + ratioBytes;
  const flags = align(inverses + ratioBytes / 2);
  const directions = flags + 16 + splitCount * 32;
  return { slots, ratios, inverses, flags, directions, end: directions + splitCount * 16 };
}

function wordCount({ setStart }: DecisionForest, split: number): number {
  return (setStart[split + 1] as number) - (setStart[split] as number);
}

/** Vectors stand at multiples of 16 bytes. */
function align(at: number): number {
  return Math.ceil(at / 16) * 16;
}
