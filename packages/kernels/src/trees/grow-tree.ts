import type { Quantisation } from './gradient-kernel.ts';
import type { TreeKernels } from './tree-kernels.ts';
import { splitFields } from './tree-layout.ts';

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

/** A leaf: its records, and its Newton step -G / (H + l2), from the quantised sums. */
export interface GrownLeaf {
  readonly side: number;
  readonly begin: number;
  readonly count: number;
  readonly value: number;
}

interface OpenLeaf {
  /** Its histogram and split. */
  readonly slot: number;
  readonly side: number;
  readonly begin: number;
  readonly count: number;
  readonly depth: number;
  readonly sumG: number;
  readonly sumH: number;
  /** The place that points at this leaf. */
  readonly parent: number;
  readonly isLeft: boolean;
  readonly canSplit: boolean;
}

/**
 * Grows one tree leaf-wise (best gain first) on the records that `kernels.gradients` left in buffer 0, over the features
 * listed in the layout's `activeFeatures`; undefined where the root cannot be split. Each split costs the histogram of the
 * smaller child; the larger one's is the parent's minus it. Source: Ke et al. 2017 (LightGBM).
 */
export function growTree(
  kernels: TreeKernels,
  activeCount: number,
  limits: GrowthLimits,
  { levels, gradientStep, hessianStep }: Quantisation,
): GrownTree | undefined {
  const { memory, layout } = kernels;
  const splits = new Float64Array(memory, layout.splits, layout.leafCount * splitFields);
  const [sumG = 0, sumH = 0, inBag = 0] = new Float64Array(memory, layout.totals, 3);
  const { rowCount } = layout;
  const l2 = limits.l2 / hessianStep;
  const gainStep = (gradientStep * gradientStep) / hessianStep;
  const minGain = limits.minGain / gainStep;
  const bagShare = inBag / rowCount;

  const withSplit = (leaf: OpenLeaf): OpenLeaf => {
    const hessianPerRow = leaf.sumH / (leaf.count * bagShare);
    const minH = Math.max(
      1,
      Math.ceil(limits.minHessianInLeaf / hessianStep),
      Math.ceil((limits.minRowsInLeaf - 0.5) * hessianPerRow),
    );
    if (leaf.depth >= limits.maxDepth || leaf.sumH < 2 * minH) return leaf;
    const bounds = { sumG: leaf.sumG, sumH: leaf.sumH, minH, l2, minGain };
    return { ...leaf, canSplit: kernels.findSplit(leaf.slot, activeCount, bounds) };
  };

  if (sumH < 2) return undefined;
  kernels.histogram(0, 0, 0, rowCount, levels);
  const whole = { slot: 0, side: 0, begin: 0, count: rowCount, depth: 0, parent: -1, isLeft: false, canSplit: false };
  const open: OpenLeaf[] = [withSplit({ ...whole, sumG, sumH })];
  const tree = { feature: [], bin: [], missingLeft: [], left: [], right: [] } as {
    [field in 'feature' | 'bin' | 'missingLeft' | 'left' | 'right']: number[];
  };

  while (open.length < limits.leaves) {
    const index = bestLeaf(open, splits);
    const leaf = open[index];
    if (leaf === undefined) break;
    const at = leaf.slot * splitFields;
    const [, feature = 0, bin = 0, missingLeft = 0, leftG = 0, leftH = 0] = splits.subarray(at, at + splitFields);
    const leftCount = kernels.partition(leaf.side, leaf.begin, leaf.count, feature, bin, missingLeft);

    const node = tree.feature.length;
    tree.feature.push(feature);
    tree.bin.push(bin);
    tree.missingLeft.push(missingLeft);
    tree.left.push(~index);
    tree.right.push(~open.length);
    if (leaf.parent >= 0) (leaf.isLeft ? tree.left : tree.right)[leaf.parent] = node;

    const rightCount = leaf.count - leftCount;
    const isLeftSmaller = leftCount < rightCount;
    const child = { side: 1 - leaf.side, depth: leaf.depth + 1, parent: node, canSplit: false };
    const left = {
      ...child,
      slot: isLeftSmaller ? open.length : leaf.slot,
      begin: leaf.begin,
      count: leftCount,
      sumG: leftG,
      sumH: leftH,
      isLeft: true,
    };
    const right = {
      ...child,
      slot: isLeftSmaller ? leaf.slot : open.length,
      begin: leaf.begin + leftCount,
      count: rightCount,
      sumG: leaf.sumG - leftG,
      sumH: leaf.sumH - leftH,
      isLeft: false,
    };
    const isLast = open.length + 1 === limits.leaves || child.depth >= limits.maxDepth;
    if (!isLast) {
      const smaller = isLeftSmaller ? left : right;
      kernels.histogram(smaller.slot, smaller.side, smaller.begin, smaller.count, levels);
      kernels.subtract(leaf.slot, smaller.slot);
    }
    open[index] = isLast ? left : withSplit(left);
    open.push(isLast ? right : withSplit(right));
  }
  if (tree.feature.length === 0) return undefined;
  const newtonStep = (leaf: OpenLeaf): number => (-leaf.sumG * gradientStep) / (leaf.sumH * hessianStep + limits.l2);
  return {
    ...tree,
    leaves: open.map((leaf) => ({ side: leaf.side, begin: leaf.begin, count: leaf.count, value: newtonStep(leaf) })),
  };
}

/** The leaf whose split gains most, the first of equals; -1 where none can be split. */
function bestLeaf(open: readonly OpenLeaf[], splits: Float64Array): number {
  let best = -1;
  let bestGain = Number.NEGATIVE_INFINITY;
  for (const [index, leaf] of open.entries()) {
    const gain = splits[leaf.slot * splitFields] as number;
    if (!leaf.canSplit || gain <= bestGain) continue;
    best = index;
    bestGain = gain;
  }
  return best;
}
