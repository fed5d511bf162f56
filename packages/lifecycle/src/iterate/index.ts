export type { IterationBody } from './records.ts';
export { runIteration } from './run-iteration.ts';
export { status } from './status.ts';
export { takeData } from './take-data.ts';
