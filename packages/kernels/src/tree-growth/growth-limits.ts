import type { Quantisation } from './gradient-kernel.ts';
import type { LeafRule } from './leaf-value.ts';
import type { CategoryRule } from './search-categories.ts';

/** What bounds one tree, in real units; the gain as in `splitKernel`. Names in brackets are LightGBM's. */
export interface GrowthLimits {
  readonly leaves: number;
  readonly maxDepth: number;
  /** Rows are estimated from the hessian, as LightGBM does: rows of the leaf times its share of the hessian. */
  readonly minRowsInLeaf: number;
  readonly minHessianInLeaf: number;
  readonly l2: number;
  readonly minGain: number;
  /** `leafWise` where absent: the best split of all leaves is next; `depthWise`: that of the least deep ones. */
  readonly growth?: 'leafWise' | 'depthWise';
  /** Soft threshold on sums of g (lambda_l1); 0 where absent. */
  readonly l1?: number;
  /** Rows by which a leaf is drawn to its parent's value (path_smooth); 0 where absent: not at all. */
  readonly pathSmoothing?: number;
  /** Largest absolute value of a leaf (max_delta_step); 0 where absent: any. */
  readonly maxLeafValue?: number;
  /** Hessian added to each category in their order, and fewest rows of one that may go left (cat_smooth); 10. */
  readonly categorySmoothing?: number;
  /** L2 on splits into sets of categories, on top of `l2` (cat_l2); 10. */
  readonly categoryL2?: number;
  /** Most categories on the left of a split (max_cat_threshold); 32. */
  readonly maxCategoriesLeft?: number;
  /** Fewest rows by which two sets of categories that are tried differ (min_data_per_group); 100. */
  readonly minRowsPerCategory?: number;
  /** Share of a tree's features that each of its nodes may use (feature_fraction_bynode); 1. */
  readonly featureFractionByNode?: number;
  /** For each feature 1 (predictions must not fall as it rises), -1 (not rise) or 0; absent: all 0. */
  readonly monotone?: readonly number[];
  /** Groups of features: only features of one group may stand on the way to a leaf; empty or absent: any. */
  readonly interactions?: readonly (readonly number[])[];
}

/** Limits in the units of quantised sums. */
export interface ScaledLimits {
  readonly rule: LeafRule;
  readonly categories: CategoryRule;
  readonly minHessian: number;
  readonly minGain: number;
  /** What one unit of a gain, and of a leaf's value, is in real ones. */
  readonly gainStep: number;
  readonly valueStep: number;
}

/** The limits as they apply to sums of gradients of these steps. */
export function scaledLimits(limits: GrowthLimits, { gradientStep, hessianStep }: Quantisation): ScaledLimits {
  const gainStep = (gradientStep * gradientStep) / hessianStep;
  const valueStep = gradientStep / hessianStep;
  const { categorySmoothing = 10, categoryL2 = 10, maxCategoriesLeft = 32, minRowsPerCategory = 100 } = limits;
  return {
    rule: {
      l1: (limits.l1 ?? 0) / gradientStep,
      l2: limits.l2 / hessianStep,
      maxValue: (limits.maxLeafValue || Number.POSITIVE_INFINITY) / valueStep,
      smoothing: limits.pathSmoothing ?? 0,
    },
    categories: {
      smoothing: categorySmoothing / hessianStep,
      minRows: categorySmoothing,
      l2: categoryL2 / hessianStep,
      maxLeft: maxCategoriesLeft,
      minStepRows: minRowsPerCategory,
    },
    minHessian: limits.minHessianInLeaf / hessianStep,
    minGain: limits.minGain / gainStep,
    gainStep,
    valueStep,
  };
}
