export { exploreStage } from './explore-data.ts';
export type { ExplorationBody } from './records.ts';
