export { exploreStage } from './explore-data.ts';
export { exploreSource } from './explore-source.ts';
export { keptExploration } from './kept-exploration.ts';
export { profileSketches } from './profile-sketches.ts';
export type { ExplorationBody, ProfileBody } from './records.ts';
