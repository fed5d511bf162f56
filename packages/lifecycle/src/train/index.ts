export { checkOwnStep } from './check-own-step.ts';
export { loadEvidence } from './load-evidence.ts';
export type { ModelBody, RunBody } from './records.ts';
export { reproduce } from './reproduce.ts';
export { prepareTraining, type SearchData } from './search.ts';
export { trainStage } from './train.ts';
