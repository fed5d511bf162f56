/**
 * The relational projections: what queries need, rebuildable from records. Every table also carries `orgId` and
 * `projectId`, which the adapter adds to each row and each condition, so that no query can leave its project.
 * Times are UTC epoch milliseconds, flags 0 or 1, `seq` the order of writing (never a clock).
 */
export interface Tables {
  /** The canonical bytes of every record under their digest, with the envelope (who, when) beside them. */
  record: { digest: string; kind: string; v: number; bytes: string; actor: string; knownBy: KnownBy; at: number };
  recordInput: { digest: string; role: string; inputDigest: string };
  iteration: {
    number: number;
    state: IterationState;
    trigger: string;
    hypothesis: string;
    charterDigest: string | null;
    actor: string;
    startedAt: number;
    endedAt: number | null;
    decision: string | null;
  };
  stageResult: {
    iteration: number;
    stage: string;
    /** Digest of everything the stage read: records, engine, code. Equal key: the result is reused. */
    key: string;
    recordDigest: string;
    isReused: number;
    durationMs: number;
    at: number;
  };
  /** Open while it trains, sealed by `recordDigest` when it ended. */
  run: {
    id: string;
    iteration: number;
    estimator: string;
    state: 'open' | 'sealed' | 'failed';
    parameters: string;
    metrics: string;
    startedAt: number;
    endedAt: number | null;
    recordDigest: string | null;
  };
  version: {
    modelName: string;
    number: number;
    /** Digest of the version record, which names model, data, code, evaluation and card. */
    digest: string;
    modelDigest: string;
    evaluationDigest: string;
    origin: 'trained' | 'external';
    trainedBy: string;
    iteration: number | null;
    at: number;
  };
  /** One evaluation of one version against the charter. `isPassing` holds only if every criterion passes. */
  verdict: { id: string; versionDigest: string; evaluationDigest: string; isPassing: number; at: number };
  criterionResult: {
    verdictId: string;
    criterion: string;
    position: number;
    asked: string;
    got: string;
    verdict: 'pass' | 'fail' | 'unknown';
  };
  waiver: {
    id: string;
    versionDigest: string;
    criterion: string;
    person: string;
    reason: string;
    expiresAt: number;
    recordDigest: string;
    at: number;
  };
  approval: {
    id: string;
    versionDigest: string;
    verdictId: string;
    person: string;
    decision: 'approve' | 'reject';
    reason: string;
    /** 0 where the approver also trained: "duties not separated". */
    isSeparate: number;
    voidedAt: number | null;
    voidReason: string | null;
    recordDigest: string;
    at: number;
  };
  /**
   * A protected alias moves to a version. Triggers refuse a row whose verdict is not the newest of its version, has a
   * criterion that neither passes nor is waived at `at`, or lacks `requiredApprovals` live approvals.
   */
  promotion: {
    id: string;
    modelName: string;
    alias: string;
    versionDigest: string;
    verdictId: string;
    requiredApprovals: number;
    mustBeSeparate: number;
    person: string;
    recordDigest: string;
    at: number;
  };
  deployment: {
    id: string;
    modelName: string;
    versionDigest: string;
    versionNumber: number;
    promotionId: string;
    state: 'serving' | 'standby' | 'retired';
    recordDigest: string;
    at: number;
  };
  /** A sealed stretch of the prediction log; its digest joins the evidence graph. */
  segment: { id: string; deploymentId: string; rowCount: number; digest: string; at: number };
  label: { predictionId: string; outcome: number; knownAt: number; at: number };
  alarm: {
    id: string;
    kind: string;
    subject: string;
    message: string;
    windowStart: number | null;
    state: 'open' | 'resolved';
    recordDigest: string;
    at: number;
  };
  /** One thing that is wrong, over all iterations: packages/lifecycle/src/findings/track-findings.ts keeps it. */
  finding: {
    id: string;
    stage: string;
    kind: string;
    subject: string;
    severity: 'block' | 'warn' | 'info';
    message: string;
    /** What it was measured against, as a text: other terms are another cause. */
    cause: string;
    /** Rows (or the like) that fail, and of how many; null where nothing is counted. While waived: as accepted. */
    failing: number | null;
    total: number | null;
    state: 'open' | 'resolved' | 'waived';
    /** Who should see to it. */
    owner: string | null;
    /** Who resolved or waived it; null where its cause was gone by itself. */
    person: string | null;
    reason: string | null;
    /** The end of a waiver, exclusive. */
    waivedUntil: number | null;
    /** How often it came back after it was closed. */
    reopened: number;
    /** The record that showed it last; null where a taking was refused, which leaves no record. */
    recordDigest: string | null;
    lastSeen: number;
    /** When it was seen first. */
    at: number;
  };
  /** What happened to a finding, numbered from 1. */
  findingEvent: {
    findingId: string;
    number: number;
    event: 'seen' | 'worse' | 'reopened' | 'expired' | 'gone' | 'settled' | 'resolved' | 'waived';
    person: string | null;
    reason: string | null;
    failing: number | null;
    total: number | null;
    recordDigest: string | null;
    at: number;
  };
  /** A person whose rows are in no later taking. The key itself is kept nowhere, only digests with a key of the project. */
  withdrawal: {
    id: string;
    /** HMAC-SHA-256 of the key as text. */
    keyDigest: string;
    /** The same of its shortest spelling, where it is a number. */
    numberDigest: string | null;
    /** Names the project's key that these digests were made with. */
    secretId: string;
    person: string;
    reason: string;
    at: number;
    /** Null until all that was stored has been erased. */
    endedAt: number | null;
  };
  /** What stands in the place of erased bytes: explains, for an audit, why they are gone. */
  tombstone: {
    /** Digest of the bytes that were erased. */
    erased: string;
    kind: 'table' | 'document' | 'model' | 'segment' | 'unnamed';
    /** Digest of the rest, which was put in their place; null where nothing was. */
    standIn: string | null;
    /** Rows, predictions or values that the rest lacks. */
    erasedCount: number;
    withdrawalId: string;
    recordDigest: string;
    at: number;
  };
  auditEntry: { seq: number; bytes: string; leafHash: string; at: number };
  /** One row: the size of the tree and its frontier (hashes of the complete subtrees, comma-separated hex). */
  auditTree: { id: number; size: number; frontier: string };
  /** Exclusion of one thing (an iteration, a deployment). A holder whose `token` is no longer the row's has lost it. */
  lease: { thing: string; holder: string; token: number; expiresAt: number };
  token: { sha256: string; person: string; roles: string; expiresAt: number; at: number };
}

export type KnownBy = 'claimed' | 'session' | 'token';
export type IterationState = 'running' | 'waiting' | 'refused' | 'done' | 'failed' | 'interrupted';
export type TableName = keyof Tables;
