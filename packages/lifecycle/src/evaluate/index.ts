export { costsOf, evaluateStage } from './evaluate.ts';
export { evaluateExternal } from './evaluate-external.ts';
export { type JudgedRows, judgeCriteria, type Scored } from './judge-criteria.ts';
export { toMeasurement } from './measurement.ts';
export { openStored, type StoredModel } from './open-stored.ts';
export type { EvaluationBody } from './records.ts';
