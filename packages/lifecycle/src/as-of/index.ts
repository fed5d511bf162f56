export { type JoinLookup, openLookups } from './join-lookup.ts';
export { describeJoin, findingsOfJoins, type JoinOutcome } from './join-outcome.ts';
export { type JoinedReading, joinedColumns, joinSources } from './join-sources.ts';
