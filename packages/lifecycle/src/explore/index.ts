export { exploreStage } from './explore-data.ts';
export type { ExclusionBody, ExplorationBody, FindingBody } from './records.ts';
