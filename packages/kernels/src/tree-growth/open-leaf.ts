import type { GrowthLimits, ScaledLimits } from './growth-limits.ts';
import { anyValue, leafValue, type ValueRange } from './leaf-value.ts';
import type { FeatureNode, NodeFeatures } from './node-features.ts';
import { categoryL2 } from './search-categories.ts';
import { childValue, type SplitQuestion, splitQuestion } from './split-question.ts';
import type { LeafSplit } from './split-records.ts';
import type { TreeLayout } from './tree-layout.ts';

/**
 * The records of this thread in a leaf, in buffer `side`: `count` from `begin` on, which histograms are sums of, and where rows
 * are sampled `restCount` from `restBegin` on, which have no gradients and only come along.
 */
export interface LeafRecords {
  readonly side: number;
  readonly begin: number;
  readonly count: number;
  readonly restBegin: number;
  readonly restCount: number;
}

/** A leaf of a tree that grows: the records of this thread in it, and the question that its split must answer. */
export interface OpenLeaf extends FeatureNode, LeafRecords {
  /** In all threads. */
  readonly rows: number;
  /** What the rows count as: one each, or their weights. */
  readonly weight: number;
  readonly depth: number;
  /** The split above, -1 at the root. */
  readonly parent: number;
  readonly isLeft: boolean;
  readonly canSplit: boolean;
  readonly question: SplitQuestion;
}

/** Which records, how many rows. */
export type LeafRows = LeafRecords & Pick<OpenLeaf, 'rows' | 'weight'>;

export interface LeafMaker {
  /** The whole bag as one leaf. */
  root(rows: LeafRows, sumG: number, sumH: number): OpenLeaf;
  /** The two leaves that split number `node` makes of a leaf. */
  children(
    leaf: OpenLeaf,
    split: LeafSplit,
    node: number,
    left: LeafRows,
    right: LeafRows,
  ): readonly [OpenLeaf, OpenLeaf];
}

/**
 * Makes the leaves of one tree, with the value that each has if it stays one: unsmoothed at the root, and within what the
 * monotone splits above allow (each gives the middle of its children's values as a bound: LightGBM's "basic" method).
 */
export function leafMaker(
  { places }: TreeLayout,
  limits: GrowthLimits,
  { rule, categories, minHessian, minGain }: ScaledLimits,
  choice: NodeFeatures,
  bagShare: number,
): LeafMaker {
  const make = (
    leaf: Omit<OpenLeaf, 'canSplit' | 'question'>,
    sums: { readonly sumG: number; readonly sumH: number; readonly value: number; readonly range: ValueRange },
  ): OpenLeaf => {
    const rowsPerHessian = (leaf.weight * bagShare) / sums.sumH;
    const minH = Math.max(1, Math.ceil(minHessian), Math.ceil((limits.minRowsInLeaf - 0.5) / rowsPerHessian));
    return {
      ...leaf,
      canSplit: leaf.depth < limits.maxDepth && sums.sumH >= 2 * minH,
      question: splitQuestion({ ...sums, rule, rowsPerHessian, minH, minGain }),
    };
  };
  const groupsOf = (groups: Uint8Array | undefined): { groups?: Uint8Array } =>
    groups === undefined ? {} : { groups };
  return {
    root(rows, sumG, sumH) {
      const value = leafValue({ ...rule, smoothing: 0 }, rule.l2, sumG, sumH, rows.rows, 0, anyValue);
      const top = { number: 0, depth: 0, parent: -1, isLeft: false, ...groupsOf(choice.rootGroups) };
      return make({ ...rows, ...top }, { sumG, sumH, value, range: anyValue });
    },
    children(leaf, split, node, left, right) {
      const { question } = leaf;
      const { feature, leftG, leftH } = split;
      const isSet = split.leftBins !== undefined;
      const l2 = isSet ? categoryL2((places[feature]?.binCount ?? 0) - 1, rule.l2, categories) : rule.l2;
      const rightG = question.sumG - leftG;
      const rightH = question.sumH - leftH;
      const leftValue = childValue(question, l2, leftG, leftH);
      const rightValue = childValue(question, l2, rightG, rightH);
      const direction = limits.monotone?.[feature] ?? 0;
      const middle = (leftValue + rightValue) / 2;
      const below = { ...question.range, high: middle };
      const above = { ...question.range, low: middle };
      const [leftRange, rightRange] =
        direction === 0 ? [question.range, question.range] : direction > 0 ? [below, above] : [above, below];
      const both = {
        depth: leaf.depth + 1,
        parent: node,
        ...groupsOf(choice.groupsBelow(leaf.groups, feature)),
      };
      return [
        make(
          { ...both, ...left, number: 2 * node + 1, isLeft: true },
          { sumG: leftG, sumH: leftH, value: leftValue, range: leftRange },
        ),
        make(
          { ...both, ...right, number: 2 * node + 2, isLeft: false },
          { sumG: rightG, sumH: rightH, value: rightValue, range: rightRange },
        ),
      ];
    },
  };
}
