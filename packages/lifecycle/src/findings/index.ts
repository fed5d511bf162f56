export { findingId } from './finding-id.ts';
export type { SeenFinding } from './seen-finding.ts';
export { trackFindings } from './track-findings.ts';
export { isCovered, type WaivedFinding, waivedFindings } from './waived-findings.ts';
