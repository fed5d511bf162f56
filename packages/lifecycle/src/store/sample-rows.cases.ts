import type { Store } from './store.ts';
import type { TableName, Tables } from './tables.ts';

const digest = (letter: string): string => letter.repeat(64);

export const trainer = 'mara';
export const versionDigest: string = digest('a');
const recordDigest: string = digest('b');
/** A moment, UTC epoch milliseconds. */
export const at = 1_795_000_000_000;

const record: Tables['record'] = {
  digest: recordDigest,
  kind: 'decision',
  v: 1,
  bytes: '{"kind":"decision","text":"größer als 3 €, 日本, 🦆"}',
  actor: trainer,
  knownBy: 'claimed',
  at,
};

/** One valid row of every table, in an order in which they can be inserted: every column of the contract is here. */
export const sampleRows: { readonly [T in TableName]: readonly [Tables[T], ...Tables[T][]] } = {
  record: [record, { ...record, digest: versionDigest, kind: 'version' }],
  recordInput: [{ digest: recordDigest, role: 'model.0', inputDigest: versionDigest }],
  iteration: [
    {
      number: 1,
      state: 'running',
      trigger: 'first run',
      hypothesis: '',
      charterDigest: null,
      actor: trainer,
      startedAt: at,
      endedAt: null,
      decision: null,
    },
  ],
  stageResult: [{ iteration: 1, stage: 'data', key: 'k', recordDigest, isReused: 0, durationMs: 0.1 + 0.2, at }],
  run: [
    {
      id: 'run1',
      iteration: 1,
      estimator: 'majority',
      state: 'open',
      parameters: '{}',
      metrics: '{}',
      startedAt: at,
      endedAt: null,
      recordDigest: null,
    },
  ],
  version: [
    {
      modelName: 'strikes',
      number: 1,
      digest: versionDigest,
      modelDigest: digest('c'),
      evaluationDigest: digest('d'),
      origin: 'trained',
      trainedBy: trainer,
      iteration: null,
      at,
    },
  ],
  verdict: [{ id: 'verdict1', versionDigest, evaluationDigest: digest('d'), isPassing: 1, at }],
  criterionResult: [
    {
      verdictId: 'verdict1',
      criterion: 'beats-rule',
      position: 0,
      asked: 'at least 0.02',
      got: '0.031',
      verdict: 'pass',
    },
  ],
  waiver: [
    {
      id: 'waiver1',
      versionDigest,
      criterion: 'calibrated',
      person: 'kim',
      reason: 'few rows',
      expiresAt: at + 1000,
      recordDigest,
      at,
    },
  ],
  approval: [
    {
      id: 'approval1',
      versionDigest,
      verdictId: 'verdict1',
      person: 'kim',
      decision: 'approve',
      reason: 'ok',
      isSeparate: 1,
      voidedAt: null,
      voidReason: null,
      recordDigest,
      at,
    },
  ],
  promotion: [
    {
      id: 'promotion1',
      modelName: 'strikes',
      alias: 'champion',
      versionDigest,
      verdictId: 'verdict1',
      requiredApprovals: 1,
      mustBeSeparate: 1,
      person: 'kim',
      recordDigest,
      at,
    },
  ],
  deployment: [
    {
      id: 'deployment1',
      modelName: 'strikes',
      versionDigest,
      versionNumber: 1,
      promotionId: 'promotion1',
      state: 'serving',
      recordDigest,
      at,
    },
  ],
  segment: [{ id: 'segment1', deploymentId: 'deployment1', rowCount: 3, digest: digest('e'), at }],
  label: [{ predictionId: 'p1', outcome: -1.5e300, knownAt: at, at }],
  alarm: [
    {
      id: 'alarm1',
      kind: 'drift',
      subject: 'speed',
      message: 'x1.85',
      windowStart: null,
      state: 'open',
      recordDigest,
      at,
    },
  ],
  finding: [
    {
      id: 'finding1',
      stage: 'explore',
      kind: 'leak',
      subject: 'cost',
      severity: 'block',
      message: 'leak',
      cause: '',
      failing: 3,
      total: 100,
      state: 'open',
      owner: null,
      person: null,
      reason: null,
      waivedUntil: null,
      reopened: 0,
      recordDigest: null,
      lastSeen: at,
      at,
    },
  ],
  findingEvent: [
    {
      findingId: 'finding1',
      number: 1,
      event: 'seen',
      person: null,
      reason: null,
      failing: 3,
      total: 100,
      recordDigest: null,
      at,
    },
  ],
  withdrawal: [
    {
      id: 'w1',
      keyDigest: digest('1'),
      numberDigest: null,
      secretId: '0123456789abcdef',
      person: 'kim',
      reason: 'asked for it',
      at,
      endedAt: null,
    },
  ],
  tombstone: [
    {
      erased: digest('2'),
      kind: 'table',
      standIn: digest('3'),
      erasedCount: 4,
      withdrawalId: 'w1',
      recordDigest,
      at,
    },
  ],
  auditEntry: [{ seq: 0, bytes: '{}', leafHash: digest('f'), at }],
  auditTree: [{ id: 1, size: 1, frontier: digest('f') }],
  lease: [{ thing: 'iteration', holder: 'host|1', token: 1, expiresAt: Number.MAX_SAFE_INTEGER }],
  token: [{ sha256: digest('0'), person: 'kim', roles: 'approver', expiresAt: at, at }],
};

export const tableNames: TableName[] = Object.keys(sampleRows) as TableName[];

/** Inserts the sample rows of the tables up to and without `end`, in their order. */
export async function insertSamplesBefore(store: Store, end?: TableName): Promise<void> {
  await store.write(async (transaction) => {
    for (const name of tableNames) {
      if (name === end) return;
      await insertSample(name);
    }
    async function insertSample<T extends TableName>(name: T): Promise<void> {
      await transaction.from(name).insert(...sampleRows[name]);
    }
  });
}
