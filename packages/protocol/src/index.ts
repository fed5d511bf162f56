export type * from './answers.ts';
export { api, type InputOf, type Operation, type OperationName, type ParsedInputOf, type Permission } from './api.ts';
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
export {
  type Place,
  Problem,
  type ProblemCategory,
  type ProblemCode,
  type ProblemDetail,
  type ProblemJson,
  problems,
} from './problem.ts';
export { type Stage, stages, type Verdict, verdicts, worstVerdict } from './stages.ts';
