export { type DecisionForest, type LinearLeaves, splitRule } from './decision-forest/decision-forest.ts';
export { decisionForestMargins, type ForestValues } from './decision-forest/decision-forest-margins.ts';
export { type ForestScorer, forestScorer } from './decision-forest/forest-scorer.ts';
export { addColumns } from './design-matrix/add-columns.ts';
export { type DesignBlock, type DesignMatrix, designMatrix } from './design-matrix/design-matrix.ts';
export { weightedGram } from './design-matrix/weighted-gram.ts';
export { chiSquareSurvival } from './distributions/chi-square-survival.ts';
export { normalCdf } from './distributions/normal-cdf.ts';
export { normalQuantile } from './distributions/normal-quantile.ts';
export type { ForestKernels, ForestLimits } from './forest-growth/forest-kernels.ts';
export { type ForestLayout, type ForestShape, forestLayout } from './forest-growth/forest-layout.ts';
export { allocateForestMemory, type ForestMemory, forestKernels } from './forest-growth/forest-memory.ts';
export { type ForestViews, forestViews } from './forest-growth/forest-views.ts';
export { adjustPValues } from './hypothesis/adjust-p-values.ts';
export { type ChiSquareTest, chiSquareTest } from './hypothesis/chi-square-test.ts';
export { type KolmogorovSmirnov, kolmogorovSmirnov } from './hypothesis/kolmogorov-smirnov.ts';
export { type MannWhitney, mannWhitney } from './hypothesis/mann-whitney.ts';
export { type Interval, wilsonInterval } from './hypothesis/wilson-interval.ts';
export { cholesky } from './linear-algebra/cholesky.ts';
export { solveCholesky } from './linear-algebra/solve-cholesky.ts';
export { solveSymmetric } from './linear-algebra/solve-symmetric.ts';
export { exp } from './math/exp.ts';
export { floatBelow } from './math/float-below.ts';
export { log } from './math/log.ts';
export { log1p } from './math/log1p.ts';
export { logit } from './math/logit.ts';
export { nextBelow } from './math/next-below.ts';
export { sigmoid } from './math/sigmoid.ts';
export { hash32 } from './random/hash32.ts';
export { type RandomStream, randomStream } from './random/random-stream.ts';
export { argsort } from './statistics/argsort.ts';
export { type Histogram, histogram } from './statistics/histogram.ts';
export { mean } from './statistics/mean.ts';
export { quantile } from './statistics/quantile.ts';
export { ranks } from './statistics/ranks.ts';
export { selectQuantile } from './statistics/select-quantile.ts';
export { sortedPresent } from './statistics/sorted-present.ts';
export { variance } from './statistics/variance.ts';
export { sharedTeam, soloTeam, type Team, TeamBroken, teamBytes } from './threads/team.ts';
export { affordableSlots } from './tree-growth/affordable-slots.ts';
export { binBounds } from './tree-growth/bin-bounds.ts';
export { bundleFeatures, type FeatureBins } from './tree-growth/bundle-features.ts';
export { type DistinctCounter, distinctCounter } from './tree-growth/distinct-values.ts';
export type { FeaturePlace } from './tree-growth/feature-place.ts';
export { type Quantisation, quantisation } from './tree-growth/gradient-kernel.ts';
export { type GrownTree, growTree } from './tree-growth/grow-tree.ts';
export type { GrowthLimits } from './tree-growth/growth-limits.ts';
export { readLargestGradients } from './tree-growth/largest-gradient-kernel.ts';
export { readLeafQuantiles, setLeafQuantiles } from './tree-growth/leaf-quantile.ts';
export { readLeafSums } from './tree-growth/leaf-sum-kernel.ts';
export type { GradientPair } from './tree-growth/quantise-kernel.ts';
export { type OneSideRates, sampleOneSide } from './tree-growth/sample-one-side.ts';
export { type StoredRows, sampleRows, storedRows } from './tree-growth/sample-rows.ts';
export type { TreeKernels } from './tree-growth/tree-kernels.ts';
export { firstRow, type TreeLayout, type TreeShape, treeLayout } from './tree-growth/tree-layout.ts';
export {
  allocateTreeMemory,
  type KernelKind,
  memoryBuffer,
  type TreeMemory,
  treeKernels,
} from './tree-growth/tree-memory.ts';
export { type ForestExplainer, type ForestExplanations, forestExplainer } from './tree-shap/forest-explainer.ts';
export { forestInteractions } from './tree-shap/forest-interactions.ts';
export { type InterventionalExplainer, interventionalExplainer } from './tree-shap/interventional-explainer.ts';
export type { ForestRows } from './tree-shap/path-patterns.ts';
export { knownUnits, unitConversion, unitFactor, unitNames } from './units/unit-conversion.ts';
export { memoryLimitBytes } from './web-assembly/embedded-module.ts';
