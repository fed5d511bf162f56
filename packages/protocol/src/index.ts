export type {
  AlarmSummary,
  Answers,
  ApprovalAnswer,
  ApprovalSummary,
  AuditAnswer,
  ContractAnswer,
  CriterionOutcome,
  DeployAnswer,
  DeploymentSummary,
  EvidenceLink,
  FindingAnswer,
  FindingCounts,
  FindingEvent,
  FindingSummary,
  FindingsAnswer,
  GoldenCheck,
  InitAnswer,
  LabelAnswer,
  LogAnswer,
  Measurement,
  MonitorAnswer,
  PredictAnswer,
  RecipeAnswer,
  ReproduceAnswer,
  ReviewAnswer,
  RunAnswer,
  ShownRecipe,
  StageSummary,
  StatusAnswer,
  TokenAnswer,
  VersionSummary,
  WaiverAnswer,
  WaiverSummary,
  WhyAnswer,
  WindowSummary,
  WithdrawAnswer,
  WithdrawnRemains,
} from './answers.ts';
export { api, type InputOf, type Operation, type OperationName, type ParsedInputOf, type Permission } from './api.ts';
export { type AsOfJoin, ttlMs } from './as-of-join.ts';
export {
  blank,
  blanksOf,
  type Charter,
  type CharterInput,
  type ColumnContract,
  type Criterion,
  charterSchema,
  type MetricName,
  metricNames,
  type SplitRule,
} from './charter.ts';
export type { DataCheck } from './data-check.ts';
export { type DataSource, dataSourceSchema, sourceName } from './data-source.ts';
export type { ColumnDiff, DiffDataAnswer, DiffRows } from './diff-data-answer.ts';
export type { AnsweredFinding, ExploreAnswer, KeptExplorationAnswer } from './explore-answer.ts';
export { type CharterStep, type PreparedEstimator, preparedEstimators } from './prepare-charter.ts';
export {
  type Place,
  Problem,
  type ProblemCategory,
  type ProblemCode,
  type ProblemDetail,
  type ProblemJson,
  problems,
} from './problem.ts';
export type {
  FailingCheck,
  RejectedAnswer,
  SnapshotSummary,
  SnapshotsAnswer,
  TakingAnswer,
} from './snapshot-answers.ts';
export { type Stage, stages, type Verdict, verdicts, worstVerdict } from './stages.ts';
