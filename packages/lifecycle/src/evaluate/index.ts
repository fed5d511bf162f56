export { costsOf, evaluateStage, openStored } from './evaluate.ts';
export { evaluateExternal } from './evaluate-external.ts';
export { type JudgedRows, judgeCriteria, type Scored } from './judge-criteria.ts';
export { toMeasurement } from './measurement.ts';
export type { EvaluationBody } from './records.ts';
