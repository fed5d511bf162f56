export type { AssociationEstimate } from './association/association-estimate.ts';
export {
  type ColumnPairs,
  columnPairs,
  type LevelColumn,
  levelSums,
  type RankedColumn,
  type ScoredColumn,
} from './association/column-pairs.ts';
export { type ContingencyTable, contingencyTable } from './association/contingency-table.ts';
export { correlationInterval } from './association/correlation-interval.ts';
export { correlationPValue } from './association/correlation-p-value.ts';
export { correlationRatio } from './association/correlation-ratio.ts';
export { cramersV } from './association/cramers-v.ts';
export { independencePValue } from './association/independence-p-value.ts';
export { kruskalWallisPValue } from './association/kruskal-wallis-p-value.ts';
export { type MutualInformation, mutualInformation } from './association/mutual-information.ts';
export { rankScores } from './association/rank-scores.ts';
export { standardScores } from './association/standard-scores.ts';
export {
  distinctStandardError,
  estimateDistinct,
  mergeRegisters,
  mostRank,
  registerCount,
} from './column-profile/distinct-sketch.ts';
export { type FrequentSketch, frequentKept } from './column-profile/frequent-sketch.ts';
export { hashedValues } from './column-profile/hashed-values.ts';
export { kurtosis, type Moments, skewness, standardDeviation } from './column-profile/moments.ts';
export {
  type Distribution,
  extremesKept,
  mergeNumberSketches,
  mostExact,
  type NumberSketch,
  type SketchedDistribution,
} from './column-profile/number-sketch.ts';
export { levelLength, type RankSketch, sketchedCounts } from './column-profile/rank-sketch.ts';
export { sketchNumbers } from './column-profile/sketch-numbers.ts';
export { totalCount, type ValueCounts } from './column-profile/value-counts.ts';
export {
  type ColumnScanner,
  columnScanner,
  type NumberRange,
  type NumberSummary,
  type Repeats,
} from './column-scans/column-scanner.ts';
export type { DistinctNumbers } from './column-scans/distinct-numbers.ts';
export type { OrderStatistics } from './column-scans/order-statistics.ts';
export { type DecisionForest, type LinearLeaves, splitRule } from './decision-forest/decision-forest.ts';
export { decisionForestMargins, type ForestValues } from './decision-forest/decision-forest-margins.ts';
export { type ForestScorer, forestScorer } from './decision-forest/forest-scorer.ts';
export type { DelimitedKernels } from './delimited-text/delimited-kernels.ts';
export { type DelimitedMemory, delimitedMemory, MemoryExhausted } from './delimited-text/delimited-memory.ts';
export { noteValue } from './delimited-text/read-numbers.ts';
export { type ScanEnding, scanEndings } from './delimited-text/scan-records.ts';
export { addColumns } from './design-matrix/add-columns.ts';
export { type DesignBlock, type DesignMatrix, designMatrix } from './design-matrix/design-matrix.ts';
export { weightedGram } from './design-matrix/weighted-gram.ts';
export { betaCdf } from './distributions/beta-cdf.ts';
export { chiSquareSurvival } from './distributions/chi-square-survival.ts';
export { gammaSurvival } from './distributions/gamma-survival.ts';
export { normalCdf } from './distributions/normal-cdf.ts';
export { normalQuantile, normalQuantileRatios } from './distributions/normal-quantile.ts';
export type { ForestKernels, ForestLimits } from './forest-growth/forest-kernels.ts';
export { type ForestLayout, type ForestShape, forestLayout } from './forest-growth/forest-layout.ts';
export { allocateForestMemory, type ForestMemory, forestKernels } from './forest-growth/forest-memory.ts';
export { type ForestViews, forestViews } from './forest-growth/forest-views.ts';
export { adjustFalseDiscovery } from './hypothesis/adjust-false-discovery.ts';
export { adjustPValues } from './hypothesis/adjust-p-values.ts';
export { type ChiSquareTest, chiSquareTest } from './hypothesis/chi-square-test.ts';
export { fisherExact } from './hypothesis/fisher-exact.ts';
export { kolmogorovOneSample, type OneSampleKolmogorov } from './hypothesis/kolmogorov-one-sample.ts';
export { type KolmogorovSmirnov, kolmogorovSmirnov } from './hypothesis/kolmogorov-smirnov.ts';
export { type MannWhitney, mannWhitney, rankSumTest } from './hypothesis/mann-whitney.ts';
export { type Interval, wilsonInterval } from './hypothesis/wilson-interval.ts';
export { type CutTree, type DenseRows, pathLengths } from './isolation-forest/path-lengths.ts';
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
export { murmur3 } from './random/murmur3.ts';
export { type RandomStream, randomStream } from './random/random-stream.ts';
export { argsort } from './statistics/argsort.ts';
export { firstAbove } from './statistics/first-above.ts';
export { firstAtLeast } from './statistics/first-at-least.ts';
export { type Histogram, histogram } from './statistics/histogram.ts';
export { mean } from './statistics/mean.ts';
export { quantile } from './statistics/quantile.ts';
export { ranks } from './statistics/ranks.ts';
export { selectQuantile } from './statistics/select-quantile.ts';
export { selectQuantiles } from './statistics/select-quantiles.ts';
export { sortedPresent } from './statistics/sorted-present.ts';
export { tieTerm } from './statistics/tie-term.ts';
export { variance } from './statistics/variance.ts';
export { type WholeRange, wholeRange } from './statistics/whole-range.ts';
export { sharedTeam, soloTeam, type Team, TeamBroken, teamBytes } from './threads/team.ts';
export { affordableSlots } from './tree-growth/affordable-slots.ts';
export { binBounds } from './tree-growth/bin-bounds.ts';
export { binFeature } from './tree-growth/bin-feature.ts';
export { bundleFeatures } from './tree-growth/bundle-features.ts';
export { categoryBins, categoryOf, countCategories } from './tree-growth/category-bins.ts';
export { type DistinctCounter, distinctCounter } from './tree-growth/distinct-values.ts';
export { exactStep, writeExactGradients } from './tree-growth/exact-gradients.ts';
export type { FeatureBins } from './tree-growth/feature-bins.ts';
export type { FeaturePlace } from './tree-growth/feature-place.ts';
export { type Quantisation, quantisation } from './tree-growth/gradient-kernel.ts';
export { type GrownTree, growTree } from './tree-growth/grow-tree.ts';
export type { GrowthLimits } from './tree-growth/growth-limits.ts';
export { readLargestGradients } from './tree-growth/largest-gradient-kernel.ts';
export { readLeafQuantiles, setLeafQuantiles } from './tree-growth/leaf-quantile.ts';
export { readLeafSums } from './tree-growth/leaf-sum-kernel.ts';
export type { GradientPair } from './tree-growth/quantise-kernel.ts';
export { type RowNumbers, rowNumbers } from './tree-growth/row-numbers.ts';
export { type OneSideRates, sampleOneSide } from './tree-growth/sample-one-side.ts';
export { sampleRows } from './tree-growth/sample-rows.ts';
export { type StoredRows, storedRows } from './tree-growth/stored-rows.ts';
export type { TreeKernels } from './tree-growth/tree-kernels.ts';
export { firstRow, type TreeLayout, type TreeShape, treeLayout } from './tree-growth/tree-layout.ts';
export {
  allocateTreeMemory,
  type KernelKind,
  memoryBuffer,
  type TreeMemory,
  treeKernels,
} from './tree-growth/tree-memory.ts';
export { weighDistinct } from './tree-growth/weigh-distinct.ts';
export { type ForestExplainer, type ForestExplanations, forestExplainer } from './tree-shap/forest-explainer.ts';
export { type InteractionExplainer, interactionExplainer } from './tree-shap/interaction-explainer.ts';
export { type InterventionalExplainer, interventionalExplainer } from './tree-shap/interventional-explainer.ts';
export type { ForestRows } from './tree-shap/path-patterns.ts';
export { knownUnits, unitConversion, unitFactor, unitNames } from './units/unit-conversion.ts';
export { memoryLimitBytes } from './web-assembly/embedded-module.ts';
