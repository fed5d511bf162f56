import type { TableName, Tables } from '@tend/lifecycle';

/** The columns that name a row within its project; `insertMissing` leaves a row with the same key alone. */
export const primaryKeys: { readonly [T in TableName]: readonly (keyof Tables[T] & string)[] } = {
  record: ['digest'],
  recordInput: ['digest', 'role', 'inputDigest'],
  iteration: ['number'],
  stageResult: ['iteration', 'stage', 'key'],
  run: ['id'],
  version: ['digest'],
  verdict: ['id'],
  criterionResult: ['verdictId', 'criterion'],
  waiver: ['id'],
  approval: ['id'],
  promotion: ['id'],
  deployment: ['id'],
  segment: ['id'],
  label: ['predictionId'],
  alarm: ['id'],
  finding: ['id'],
  findingEvent: ['findingId', 'number'],
  withdrawal: ['id'],
  tombstone: ['erased'],
  auditEntry: ['seq'],
  auditTree: ['id'],
  lease: ['thing'],
  token: ['sha256'],
};
