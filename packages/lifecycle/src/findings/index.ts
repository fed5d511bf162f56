export { waiveFindingCommand } from './finding-commands.ts';
export { findingId } from './finding-id.ts';
export { judgedFindings } from './judged-findings.ts';
export type { SeenFinding } from './seen-finding.ts';
export { trackFindings } from './track-findings.ts';
export { coveringWaiver, type WaivedFinding, waivedFindings } from './waived-findings.ts';
