export { problemStage } from './assess.ts';
export { initCharter } from './init-charter.ts';
export type { AssessmentBody, CharterBody } from './records.ts';
