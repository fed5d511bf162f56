export { type AssociationOptions, associateColumns } from './associations/associate-columns.ts';
export type {
  AssociatedColumn,
  Association,
  Associations,
  CorrelationEstimate,
  LevelAssociation,
  MixedAssociation,
  NumberAssociation,
} from './associations/association.ts';
export type { Bin } from './associations/coarse-column.ts';
export { type CodedColumns, codedColumns } from './associations/coded-columns.ts';
export type { JointCounts, JointTable, LevelQuantiles } from './associations/joint-table.ts';
export { type RedundantGroup, redundantGroups } from './associations/redundant-groups.ts';
export { type InflatedColumn, type VarianceInflation, varianceInflation } from './associations/variance-inflation.ts';
export type { ColumnDrift } from './drift/column-drift.ts';
export type { ColumnReference, NumericReference, TextReference, ValueCount } from './drift/column-reference.ts';
export { type CompareOptions, compareColumn } from './drift/compare-column.ts';
export { type ComparedColumns, compareColumns } from './drift/compare-columns.ts';
export { describeColumn } from './drift/describe-column.ts';
export { adjustDrifts, type DriftLimits, isDrift } from './drift/is-drift.ts';
export { type LikelyFactor, likelyFactor } from './drift/likely-factor.ts';
export { referenceOf } from './drift/reference-of.ts';
export type { Conversion } from './drift/unit-conversions.ts';
export type {
  ColumnData,
  ColumnSource,
  CustomObjective,
  EarlyStopping,
  Estimator,
  EstimatorName,
  Explanation,
  Feature,
  FeatureMatrix,
  FitContext,
  FitOption,
  Fitted,
  FittedManifest,
  FittedName,
  Targets,
  Task,
  TrainingData,
} from './estimator.ts';
export { Cancelled } from './estimators/cancelled.ts';
export { fit } from './estimators/fit.ts';
export { InvalidData } from './estimators/invalid-data.ts';
export { InvalidParameters } from './estimators/invalid-parameters.ts';
export { joinTeam } from './estimators/join-team.ts';
export { loadFitted } from './estimators/load-fitted.ts';
export { profitsFromThreads } from './estimators/profits-from-threads.ts';
export { fitOutOfBag } from './estimators/random-forest/fit-out-of-bag.ts';
export type { FitWithOutOfBag } from './estimators/random-forest/forest-family.ts';
export { estimators } from './estimators/registry.ts';
export { type CheckContext, checkTable } from './expectations/check-table.ts';
export type { Arguments, Expectation, ExpectationName, Partition, Scalar } from './expectations/expectation.ts';
export type { ExpectationResult, Observed, UnexpectedRow, UnfitArgument } from './expectations/expectation-result.ts';
export type { ExplainedModel } from './explanations/explained-model.ts';
export { groupBySource, type SourceContributions } from './explanations/group-by-source.ts';
export { type ImportanceKind, importances } from './explanations/importances.ts';
export {
  type PermutationImportance,
  type PermutationOptions,
  permutationImportance,
} from './explanations/permutation-importance.ts';
export { type ShapInteractions, shapInteractions } from './explanations/shap-interactions.ts';
export { type ShapOptions, type ShapValues, shapValues } from './explanations/shap-values.ts';
export {
  type ComparedColumn,
  compareTables,
  type SketchedTable,
  type TableComparison,
  type TypedColumn,
} from './explore/compare-tables.ts';
export {
  type ExplorationInput,
  type ExplorationParts,
  type ExploreOptions,
  partNames,
} from './explore/exploration-parts.ts';
export { type Exploration, explore, joinParts } from './explore/explore.ts';
export { exploreParts } from './explore/explore-parts.ts';
export { exploreRelations, type Relations } from './explore/explore-relations.ts';
export { findLeakSuspects, type LeakOptions } from './explore/find-leak-suspects.ts';
export { findRedundancies, type Redundancy } from './explore/find-redundancies.ts';
export type { Finding, Picture } from './explore/finding.ts';
export { foldFindings } from './explore/fold-findings.ts';
export type { FoldedFinding } from './explore/folded-finding.ts';
export { leakFindings } from './explore/leak-findings.ts';
export type { LeakEvidence, LeakSuspect } from './explore/leak-suspect.ts';
export { type LeakTarget, leakTargetOf, rowsOfKnownTarget } from './explore/leak-target.ts';
export { claimBytes } from './explore/part-claims.ts';
export { rankFindings } from './explore/rank-findings.ts';
export type { RankedFinding } from './explore/ranked-finding.ts';
export type { TargetRelation } from './explore/relate-to-target.ts';
export { relationFindings, strengthFindings } from './explore/relation-findings.ts';
export type { PeriodRate, TargetOverTime } from './explore/target-over-time.ts';
export { featureMatrix } from './feature-matrix.ts';
export { type FittedTable, fitTable, type TableFit } from './fit-table.ts';
export { checkGoldenRows, type GoldenAgreement, type GoldenDifference } from './golden/check-golden-rows.ts';
export type { GoldenModel } from './golden/golden-layout.ts';
export { keepGoldenRows } from './golden/keep-golden-rows.ts';
export { madeGoldenRows } from './golden/made-golden-rows.ts';
export { fittedOfImported } from './interchange/fitted-of-imported.ts';
export type { ImportedModel } from './interchange/imported-model.ts';
export { type LightgbmOptions, parseLightgbmModel } from './interchange/lightgbm/parse-lightgbm-model.ts';
export { loadImported } from './interchange/load-imported.ts';
export type { NumericMatrix } from './interchange/numeric-matrix.ts';
export type { ImportedTask } from './interchange/objective.ts';
export { exportFittedToOnnx } from './interchange/onnx/export-fitted.ts';
export { exportImportedToOnnx } from './interchange/onnx/export-imported.ts';
export { exportModelToOnnx } from './interchange/onnx/export-model.ts';
export { exportRecipeToOnnx } from './interchange/onnx/export-recipe.ts';
export type { OnnxExport, OnnxInput, OnnxOutput } from './interchange/onnx/onnx-export.ts';
export { UnsupportedExport } from './interchange/onnx/unsupported-export.ts';
export { parseXgboostModel, type XgboostOptions } from './interchange/xgboost/parse-xgboost-model.ts';
export type { Link } from './link.ts';
export { MalformedModel } from './malformed-model.ts';
export { averagePrecision } from './metrics/average-precision.ts';
export { type BootstrapInterval, type BootstrapPlan, bootstrapInterval } from './metrics/bootstrap-interval.ts';
export { brier } from './metrics/brier.ts';
export { type CalibrationBin, calibrationBins } from './metrics/calibration-bins.ts';
export { calibrationError } from './metrics/calibration-error.ts';
export { type CalibrationFit, calibrationFit } from './metrics/calibration-fit.ts';
export { type Confusion, confusion } from './metrics/confusion.ts';
export { costThreshold } from './metrics/cost-threshold.ts';
export { rocAucDifference, rocAucInterval } from './metrics/delong.ts';
export type { Estimate } from './metrics/estimate.ts';
export { expectedCost } from './metrics/expected-cost.ts';
export { logLoss } from './metrics/log-loss.ts';
export { measure } from './metrics/measure.ts';
export { measureDifference } from './metrics/measure-difference.ts';
export { type Costs, isLoss, type Measured, type MetricInput, type MetricName } from './metrics/metric.ts';
export { measureMulticlass, measureMulticlassDifference } from './metrics/multiclass/measure-multiclass.ts';
export {
  isMulticlassLoss,
  type MulticlassMetricInput,
  type MulticlassMetricName,
} from './metrics/multiclass/multiclass-metric.ts';
export { measureRegression, measureRegressionDifference } from './metrics/regression/measure-regression.ts';
export {
  isRegressionLoss,
  type RegressionMetricInput,
  type RegressionMetricName,
} from './metrics/regression/regression-metric.ts';
export { rocAuc } from './metrics/roc-auc.ts';
export type { CoMissing, CoMissingness, MissingNesting } from './missingness/co-missing.ts';
export {
  findMissingness,
  type MissingColumn,
  type Missingness,
  type MissingnessOptions,
} from './missingness/find-missingness.ts';
export type { MissingGiven, MissingMechanism, MissingWhere } from './missingness/missing-mechanism.ts';
export type { MissingOverTime, MissingPeriods } from './missingness/missing-over-time.ts';
export type { MissingPattern, MissingPatterns } from './missingness/missing-patterns.ts';
export {
  assembleModel,
  type BinaryParts,
  type ModelParts,
  type MulticlassParts,
  type NumberParts,
} from './model/assemble-model.ts';
export { checkRow, type RowCheck } from './model/check-row.ts';
export { decodeModel } from './model/decode-model.ts';
export { encodeModel } from './model/encode-model.ts';
export { generateRowType } from './model/generate-row-type.ts';
export type {
  BinaryManifest,
  Explained,
  ExplainedItem,
  ExplainedMargin,
  Model,
  ModelManifest,
  MulticlassManifest,
  NumberManifest,
} from './model/model.ts';
export { type BinaryModel, openBinaryModel } from './model/open-binary-model.ts';
export { type OpenModel, openModel } from './model/open-model.ts';
export { parseModelManifest } from './model/parse-model-manifest.ts';
export {
  type Directions,
  formatParameter,
  type Groups,
  invalidValues,
  type ParameterConstraint,
  type ParameterIssue,
  type ParameterSpace,
  type ParameterValue,
  type ParameterValues,
  resolveParameters,
} from './parameters.ts';
export type {
  BooleanProfile,
  CalendarUnit,
  CharacterClasses,
  ColumnProfile,
  FrequentValue,
  HistogramOf,
  LengthProfile,
  NumberProfile,
  Order,
  QuantileAt,
  TextLooks,
  TextProfile,
  TimeProfile,
  TimeUnit,
  VariantProfile,
} from './profile/column-profile.ts';
export { type ColumnSketch, mergeColumnSketches, sketchColumn } from './profile/column-sketch.ts';
export { decodeSketches } from './profile/decode-sketches.ts';
export { describeSketch } from './profile/describe-sketch.ts';
export { encodeSketches, isKeptSketches, type KeptSketches } from './profile/encode-sketches.ts';
export { type KeptSketch, keepSketch, mergeKeptSketches } from './profile/kept-sketch.ts';
export type { KeptTexts, UnlistedTexts } from './profile/kept-texts.ts';
export { MalformedSketch } from './profile/malformed-sketch.ts';
export { profileColumn } from './profile/profile-column.ts';
export { profileTable, type TableProfile } from './profile/profile-table.ts';
export type { ShapeFact } from './profile/shape/shape-fact.ts';
export { shapeFindings } from './profile/shape-findings.ts';
export { applyRecipe } from './recipe/apply-recipe.ts';
export { canonicalOrder } from './recipe/canonical-order.ts';
export { compileRecipe } from './recipe/compile-recipe.ts';
export {
  type ExplainedStep,
  explainRecipe,
  explainSteps,
  historyColumnsOf,
  sourcesOf,
} from './recipe/explain-recipe.ts';
export { fitRecipe, type RecipeFit, type RecipeFitted } from './recipe/fit-recipe.ts';
export type { FittedRecipe, FittedStep } from './recipe/fitted-recipe.ts';
export { InvalidRecipe } from './recipe/invalid-recipe.ts';
export { parseFittedRecipe } from './recipe/parse-fitted-recipe.ts';
export { proposeRecipe, type RecipeOptions } from './recipe/propose-recipe.ts';
export type { ColumnSelector, DroppedColumn, PlannedStep, RecipePlan } from './recipe/recipe-plan.ts';
export type { RunContext } from './recipe/runner.ts';
export type { StepTarget } from './recipe/step-definition.ts';
export { findRowPatterns, type RowPatternOptions, type RowPatterns } from './row-patterns/find-row-patterns.ts';
export type { NearDuplicateRows } from './row-patterns/near-duplicate-rows.ts';
export type { OutlyingCells } from './row-patterns/outlying-cells.ts';
export type { OutlyingRows } from './row-patterns/outlying-rows.ts';
export { checkSplit } from './split-checks/check-split.ts';
export type { SplitSides } from './split-checks/split-sides.ts';
export type {
  ColumnRelation,
  RelationStrength,
  Shape,
  TargetCurve,
  TargetPoint,
} from './target-relations/column-relation.ts';
export type { Interaction, MissingBin, TargetTable } from './target-relations/interaction.ts';
export { relateColumns } from './target-relations/relate-columns.ts';
export { type PairRelations, relatePairs } from './target-relations/relate-pairs.ts';
export type { Reversal, ReversalGroup } from './target-relations/reversal.ts';
export {
  type FreeText,
  findTextColumns,
  type TextBehaviour,
  type TextOptions,
} from './text-columns/find-text-columns.ts';
export type { PersonalData, PersonalDataKind } from './text-columns/personal-data.ts';
export type { SimilarTexts, TextTemplate } from './text-columns/similar-texts.ts';
export type { TellingWord, TellingWords } from './text-columns/telling-words.ts';
export { type Invitation, type ThreadJob, type ThreadPool, threadPoolOver } from './threads.ts';
export type { ChangePoint } from './time-behaviour/change-points.ts';
export {
  type ColumnOverTime,
  findTimeBehaviour,
  type TimeBehaviour,
  type TimeBehaviourOptions,
} from './time-behaviour/find-time-behaviour.ts';
export type { Season } from './time-behaviour/season-of.ts';
export type { SeriesOverTime } from './time-behaviour/series-over-time.ts';
export type { ThirdsDrift } from './time-behaviour/thirds-drift.ts';
export type { TimeStamps } from './time-behaviour/time-stamps.ts';
export type { SeriesTrend } from './time-behaviour/trend-of.ts';
