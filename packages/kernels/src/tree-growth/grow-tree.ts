import type { Team } from '../threads/team.ts';
import type { Quantisation } from './gradient-kernel.ts';
import { histogramPool } from './histogram-pool.ts';
import type { TreeKernels } from './tree-kernels.ts';
import { firstRow, splitFields, type TreeLayout, totalFields } from './tree-layout.ts';

/** What bounds one tree, in real units; the gain as in `splitKernel`. */
export interface GrowthLimits {
  readonly leaves: number;
  readonly maxDepth: number;
  /** Rows are estimated from the hessian, as LightGBM does: rows of the leaf times its share of the hessian. */
  readonly minRowsInLeaf: number;
  readonly minHessianInLeaf: number;
  readonly l2: number;
  readonly minGain: number;
}

/** One tree over bins. Children: a split's index, or ~index of a leaf; split 0 is the root. */
export interface GrownTree {
  readonly feature: readonly number[];
  readonly bin: readonly number[];
  readonly missingLeft: readonly number[];
  readonly left: readonly number[];
  readonly right: readonly number[];
  readonly leaves: readonly GrownLeaf[];
}

/** A leaf: the thread's records in it, its rows in all threads, and its Newton step -G / (H + l2), from the quantised sums. */
export interface GrownLeaf {
  readonly side: number;
  readonly begin: number;
  readonly count: number;
  readonly rows: number;
  readonly value: number;
}

interface OpenLeaf {
  readonly side: number;
  readonly begin: number;
  readonly count: number;
  readonly rows: number;
  readonly depth: number;
  readonly sumG: number;
  readonly sumH: number;
  /** The place that points at this leaf. */
  readonly parent: number;
  readonly isLeft: boolean;
  /** Smallest sum of h of its children. */
  readonly minH: number;
  readonly canSplit: boolean;
}

/** The best split of a leaf, as the threads found it together. */
interface LeafSplit {
  readonly gain: number;
  readonly feature: number;
  readonly bin: number;
  readonly missingLeft: number;
  readonly leftG: number;
  readonly leftH: number;
}

/**
 * Grows one tree leaf-wise (best gain first) on the records that `kernels.gradients` left in buffer 0, over the features
 * listed in the layout's `activeFeatures`; undefined where the root cannot be split. Each split costs the histogram of the
 * child with the smaller hessian; the other's is the parent's minus it. Every thread of the team calls this and comes to
 * the same tree: each moves and sums its own rows, merges and scans its own columns, and meets the others twice a split.
 * Source: Ke et al. 2017 (LightGBM).
 */
export function growTree(
  kernels: TreeKernels,
  team: Team,
  activeCount: number,
  limits: GrowthLimits,
  { levels, gradientStep, hessianStep }: Quantisation,
): GrownTree | undefined {
  const { layout, rank } = kernels;
  const { rowCount, threadCount } = layout;
  const totals = new Float64Array(kernels.memory, layout.totals, threadCount * totalFields);
  const total = (field: number): number => {
    let sum = 0;
    for (let thread = 0; thread < threadCount; thread++) sum += totals[thread * totalFields + field] as number;
    return sum;
  };
  const splitOf = splitReader(kernels.memory, layout);
  const l2 = limits.l2 / hessianStep;
  const minGain = limits.minGain / ((gradientStep * gradientStep) / hessianStep);

  const mayImprove = (leaf: Omit<OpenLeaf, 'minH' | 'canSplit'>): OpenLeaf => {
    const hessianPerRow = leaf.sumH / (leaf.rows * bagShare);
    const minH = Math.max(
      1,
      Math.ceil(limits.minHessianInLeaf / hessianStep),
      Math.ceil((limits.minRowsInLeaf - 0.5) * hessianPerRow),
    );
    return { ...leaf, minH, canSplit: leaf.depth < limits.maxDepth && leaf.sumH >= 2 * minH };
  };
  const pool = histogramPool(layout.slotCount);
  const find = ({ canSplit, sumG, sumH, minH }: OpenLeaf, slot: number): void => {
    if (canSplit) kernels.findSplit(slot, activeCount, { sumG, sumH, minH, l2, minGain });
  };

  team.barrier();
  const sumG = total(0);
  const sumH = total(1);
  const bagShare = total(2) / rowCount;
  if (sumH < 2) return undefined;
  const begin = firstRow(layout, rank);
  const ownRows = firstRow(layout, rank + 1) - begin;
  const rootSlot = pool.take(0, -1, () => 0);
  kernels.histogram(rootSlot, 0, begin, ownRows, levels, true);
  team.barrier();
  kernels.combine(rootSlot);
  const whole = { side: 0, begin, count: ownRows, rows: rowCount, depth: 0, parent: -1, isLeft: false };
  const open: OpenLeaf[] = [mayImprove({ ...whole, sumG, sumH })];
  find(open[0] as OpenLeaf, rootSlot);
  team.barrier();
  const splits: (LeafSplit | undefined)[] = [splitOf(open[0] as OpenLeaf, rootSlot)];
  const gainOf = (leaf: number): number => splits[leaf]?.gain ?? Number.NEGATIVE_INFINITY;
  const tree = { feature: [], bin: [], missingLeft: [], left: [], right: [] } as {
    [field in 'feature' | 'bin' | 'missingLeft' | 'left' | 'right']: number[];
  };

  while (open.length < limits.leaves) {
    const index = bestLeaf(splits);
    const leaf = open[index];
    const split = splits[index];
    if (leaf === undefined || split === undefined) break;
    const ownLeft = kernels.partition(leaf.side, leaf.begin, leaf.count, split.feature, split.bin, split.missingLeft);

    const node = tree.feature.length;
    tree.feature.push(split.feature);
    tree.bin.push(split.bin);
    tree.missingLeft.push(split.missingLeft);
    tree.left.push(~index);
    tree.right.push(~open.length);
    if (leaf.parent >= 0) (leaf.isLeft ? tree.left : tree.right)[leaf.parent] = node;

    const rightG = leaf.sumG - split.leftG;
    const rightH = leaf.sumH - split.leftH;
    // By hessian, not by rows: those of other threads are not known yet.
    const isLeftSmaller = split.leftH < rightH;
    const depth = leaf.depth + 1;
    const side = 1 - leaf.side;
    const isLast = open.length + 1 === limits.leaves || depth >= limits.maxDepth;
    const added = open.length;
    const ownRight = leaf.count - ownLeft;
    const rightBegin = leaf.begin + ownLeft;
    const parentSlot = isLast ? -1 : pool.slotOf(index);
    if (parentSlot >= 0 && isLeftSmaller) pool.rename(index, added);
    const [smaller, larger] = isLeftSmaller ? [index, added] : [added, index];
    const sum = (slot: number, isLeft: boolean): void =>
      kernels.histogram(slot, side, isLeft ? leaf.begin : rightBegin, isLeft ? ownLeft : ownRight, levels, false);
    const smallerSlot = isLast ? -1 : pool.take(smaller, larger, gainOf);
    if (!isLast) sum(smallerSlot, isLeftSmaller);
    team.barrier();
    const leftRows = total(3);
    const child = { side, depth, parent: node };
    const left = mayImprove({
      ...child,
      begin: leaf.begin,
      count: ownLeft,
      rows: leftRows,
      sumG: split.leftG,
      sumH: split.leftH,
      isLeft: true,
    });
    const right = mayImprove({
      ...child,
      begin: rightBegin,
      count: ownRight,
      rows: leaf.rows - leftRows,
      sumG: rightG,
      sumH: rightH,
      isLeft: false,
    });
    open[index] = left;
    open.push(right);
    splits[index] = undefined;
    splits.push(undefined);
    if (isLast) {
      team.barrier();
      continue;
    }
    kernels.combine(smallerSlot);
    let largerSlot = parentSlot;
    if (parentSlot >= 0) kernels.subtract(parentSlot, smallerSlot);
    else {
      // The parent's histogram was given away. All threads have merged the smaller child's before the next is summed.
      largerSlot = pool.take(larger, smaller, gainOf);
      team.barrier();
      sum(largerSlot, !isLeftSmaller);
      team.barrier();
      kernels.combine(largerSlot);
    }
    const [leftSlot, rightSlot] = isLeftSmaller ? [smallerSlot, largerSlot] : [largerSlot, smallerSlot];
    find(left, leftSlot);
    find(right, rightSlot);
    team.barrier();
    splits[index] = splitOf(left, leftSlot);
    splits[added] = splitOf(right, rightSlot);
  }
  if (tree.feature.length === 0) return undefined;
  const newtonStep = (leaf: OpenLeaf): number => (-leaf.sumG * gradientStep) / (leaf.sumH * hessianStep + limits.l2);
  return {
    ...tree,
    leaves: open.map((leaf) => ({
      side: leaf.side,
      begin: leaf.begin,
      count: leaf.count,
      rows: leaf.rows,
      value: newtonStep(leaf),
    })),
  };
}

/** Reads a leaf's split: the best that any thread found in its columns, of equals that of the first feature. */
function splitReader(
  memory: ArrayBufferLike,
  layout: TreeLayout,
): (leaf: OpenLeaf, slot: number) => LeafSplit | undefined {
  const { threadCount, slotCount } = layout;
  const fields = new Float64Array(memory, layout.splits, threadCount * slotCount * splitFields);
  return ({ canSplit }, slot) => {
    let best: LeafSplit | undefined;
    for (let thread = 0; canSplit && thread < threadCount; thread++) {
      const at = (thread * slotCount + slot) * splitFields;
      const gain = fields[at] as number;
      const feature = fields[at + 1] as number;
      if (gain === Number.NEGATIVE_INFINITY) continue;
      if (best !== undefined && (gain < best.gain || (gain === best.gain && feature > best.feature))) continue;
      best = {
        gain,
        feature,
        bin: fields[at + 2] as number,
        missingLeft: fields[at + 3] as number,
        leftG: fields[at + 4] as number,
        leftH: fields[at + 5] as number,
      };
    }
    return best;
  };
}

/** The leaf whose split gains most, the first of equals; -1 where none can be split. */
function bestLeaf(splits: readonly (LeafSplit | undefined)[]): number {
  let best = -1;
  let bestGain = Number.NEGATIVE_INFINITY;
  for (const [index, split] of splits.entries()) {
    if (split === undefined || split.gain <= bestGain) continue;
    best = index;
    bestGain = split.gain;
  }
  return best;
}
