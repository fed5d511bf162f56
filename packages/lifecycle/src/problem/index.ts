export { problemStage } from './assess.ts';
export { initCharter } from './init-charter.ts';
export { readToPropose } from './read-to-propose.ts';
export type { AssessmentBody, CharterBody } from './records.ts';
