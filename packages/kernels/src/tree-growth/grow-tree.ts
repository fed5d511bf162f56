import type { Team } from '../threads/team.ts';
import type { Quantisation } from './gradient-kernel.ts';
import { type GrowthLimits, scaledLimits } from './growth-limits.ts';
import { type ChildRows, leafHistograms } from './leaf-histograms.ts';
import { leafWeights } from './leaf-weights.ts';
import { nodeFeatures } from './node-features.ts';
import { type LeafRecords, leafMaker, type OpenLeaf } from './open-leaf.ts';
import type { LeafSplit } from './split-records.ts';
import { splitSearch } from './split-search.ts';
import type { TreeKernels } from './tree-kernels.ts';
import { firstRow, totalFields } from './tree-layout.ts';

/** One tree over bins. Children: a split's index, or ~index of a leaf; split 0 is the root. */
export interface GrownTree {
  readonly feature: readonly number[];
  /** Bins 1..bin go left; 0 where the feature is categorical. */
  readonly bin: readonly number[];
  readonly missingLeft: readonly number[];
  /** The bins of a categorical feature that go left, ascending. */
  readonly leftBins: readonly (Uint8Array | undefined)[];
  /** What each split takes off twice the loss, its penalties included, in real units. */
  readonly gain: readonly number[];
  readonly left: readonly number[];
  readonly right: readonly number[];
  readonly leaves: readonly GrownLeaf[];
}

/** A leaf: the thread's records in it, its rows in all threads, and its value from the quantised sums. */
export interface GrownLeaf extends LeafRecords {
  readonly rows: number;
  readonly value: number;
}

/**
 * Grows one tree, leaf-wise (best gain first) or depth-wise, on the records that `kernels.gradients` left in buffer 0, over
 * `features` (ascending); undefined where the root cannot be split. Each split costs the histogram of the child with the
 * smaller hessian; the other's is the parent's minus it. Every thread of the team calls this and comes to the same tree:
 * each moves and sums its own rows (of those that are sampled; the others only follow them), merges and scans its own columns, and meets the others twice a split. `salt` draws the
 * features of the nodes. Source: Ke et al. 2017 (LightGBM).
 */
export function growTree(
  kernels: TreeKernels,
  team: Team,
  features: Int32Array,
  limits: GrowthLimits,
  steps: Quantisation,
  salt = 0,
): GrownTree | undefined {
  const { layout, rank } = kernels;
  const { rowCount } = layout;
  const total = totalsOf(kernels);
  const scaled = scaledLimits(limits, steps);
  const choice = nodeFeatures(features, limits.interactions ?? [], limits.featureFractionByNode ?? 1, salt);
  const search = splitSearch(kernels, features, limits, scaled, choice);
  const histograms = leafHistograms(kernels, team, steps.levels);

  const ownTotals = new Float64Array(kernels.memory, layout.totals + rank * totalFields * 8, totalFields);
  const rootRecords = recordsOfRoot(kernels, ownTotals[2] as number);
  const noteWeight = leafWeights(kernels);
  noteWeight?.(rootRecords);
  team.barrier();
  const sumH = total(1);
  if (sumH < 2) return undefined;
  const maker = leafMaker(layout, limits, scaled, choice, total(2) / rowCount);
  const weight = noteWeight ? total(4) : rowCount;
  const root = maker.root({ ...rootRecords, rows: rowCount, weight }, total(0), sumH);
  const open: OpenLeaf[] = [root];
  const rootSlot = histograms.ofRoot(root);
  search.find(root, rootSlot);
  team.barrier();
  const splits: (LeafSplit | undefined)[] = [search.best(root, rootSlot)];
  const gainOf = (leaf: number): number => splits[leaf]?.gain ?? Number.NEGATIVE_INFINITY;
  const tree: Sapling = { feature: [], bin: [], missingLeft: [], leftBins: [], gain: [], left: [], right: [] };

  while (open.length < limits.leaves) {
    const index = nextLeaf(open, splits, limits.growth === 'depthWise');
    const leaf = open[index];
    const split = splits[index];
    if (leaf === undefined || split === undefined) break;
    const { feature, bin, missingLeft, leftBins } = split;
    const partition = (first: number, count: number): number =>
      count === 0 ? 0 : kernels.partition(leaf.side, first, count, feature, bin, missingLeft, leftBins);
    const [left, right] = childRecords(
      leaf,
      partition(leaf.begin, leaf.count),
      partition(leaf.restBegin, leaf.restCount),
    );
    ownTotals[3] = left.count + left.restCount;
    noteWeight?.(left);
    const added = open.length;
    const node = tree.feature.length;
    addSplit(tree, leaf, split, index, added, scaled.gainStep);

    // By hessian, not by rows: those of other threads are not known yet.
    const isLeftSmaller = split.leftH < leaf.question.sumH - split.leftH;
    const isLast = added + 1 === limits.leaves || leaf.depth + 1 >= limits.maxDepth;
    const parts: readonly [ChildRows, ChildRows] = [
      { ...left, leaf: index },
      { ...right, leaf: added },
    ];
    const [smaller, larger] = isLeftSmaller ? parts : [parts[1], parts[0]];
    const summed = isLast ? undefined : histograms.sumSmaller(index, smaller, larger, gainOf);
    team.barrier();
    const leftRows = total(3);
    const leftWeight = noteWeight ? total(4) : leftRows;
    const children = maker.children(
      leaf,
      split,
      node,
      { ...left, rows: leftRows, weight: leftWeight },
      { ...right, rows: leaf.rows - leftRows, weight: leaf.weight - leftWeight },
    );
    open[index] = children[0];
    open.push(children[1]);
    splits[index] = undefined;
    splits.push(undefined);
    if (summed === undefined) {
      team.barrier();
      continue;
    }
    const largerSlot = histograms.larger(summed, larger, smaller, gainOf);
    const [leftSlot, rightSlot] = isLeftSmaller ? [summed.slot, largerSlot] : [largerSlot, summed.slot];
    search.find(children[0], leftSlot);
    search.find(children[1], rightSlot);
    team.barrier();
    splits[index] = search.best(children[0], leftSlot);
    splits[added] = search.best(children[1], rightSlot);
  }
  if (tree.feature.length === 0) return undefined;
  const leaves = open.map(({ side, begin, count, restBegin, restCount, rows, question }) => ({
    side,
    begin,
    count,
    restBegin,
    restCount,
    rows,
    value: question.value * scaled.valueStep,
  }));
  return { ...tree, leaves };
}

type Mutable<List> = List extends readonly (infer Item)[] ? Item[] : never;
type Sapling = { [Field in keyof Omit<GrownTree, 'leaves'>]: Mutable<GrownTree[Field]> };

/** The thread's records before the first split; where only `sampledRows` of them are sampled, those stand in front. */
function recordsOfRoot({ layout, rank, sample }: TreeKernels, sampledRows: number): LeafRecords {
  const begin = firstRow(layout, rank);
  const end = firstRow(layout, rank + 1);
  if (sampledRows === end - begin) return { side: 0, begin, count: end - begin, restBegin: end, restCount: 0 };
  const count = sample();
  return { side: 1, begin, count, restBegin: begin + count, restCount: end - begin - count };
}

/** The records of a leaf after those of both its ranges were partitioned: so many of each went left. */
function childRecords(leaf: LeafRecords, left: number, restLeft: number): readonly [LeafRecords, LeafRecords] {
  const side = 1 - leaf.side;
  const { begin, count, restBegin, restCount } = leaf;
  return [
    { side, begin, count: left, restBegin, restCount: restLeft },
    {
      side,
      begin: begin + left,
      count: count - left,
      restBegin: restBegin + restLeft,
      restCount: restCount - restLeft,
    },
  ];
}

/** Adds a split of `leaf`; its children become the leaves `left` and `right`. */
function addSplit(
  tree: Sapling,
  leaf: OpenLeaf,
  split: LeafSplit,
  left: number,
  right: number,
  gainStep: number,
): void {
  if (leaf.parent >= 0) (leaf.isLeft ? tree.left : tree.right)[leaf.parent] = tree.feature.length;
  tree.feature.push(split.feature);
  tree.bin.push(split.bin);
  tree.missingLeft.push(split.missingLeft);
  tree.leftBins.push(split.leftBins);
  tree.gain.push(split.gain * gainStep);
  tree.left.push(~left);
  tree.right.push(~right);
}

/** The thread totals of one field, over all threads. */
function totalsOf({ memory, layout }: TreeKernels): (field: number) => number {
  const totals = new Float64Array(memory, layout.totals, layout.threadCount * totalFields);
  return (field) => {
    let sum = 0;
    for (let at = field; at < totals.length; at += totalFields) sum += totals[at] as number;
    return sum;
  };
}

/** The leaf whose split gains most, of all or of the least deep ones, the first of equals; -1 where none can be split. */
function nextLeaf(open: readonly OpenLeaf[], splits: readonly (LeafSplit | undefined)[], isByDepth: boolean): number {
  let best = -1;
  let bestGain = Number.NEGATIVE_INFINITY;
  let least = Number.POSITIVE_INFINITY;
  for (const [index, { depth }] of open.entries()) {
    const gain = splits[index]?.gain;
    const level = isByDepth ? depth : 0;
    if (gain === undefined || level > least || (level === least && gain <= bestGain)) continue;
    best = index;
    bestGain = gain;
    least = level;
  }
  return best;
}
