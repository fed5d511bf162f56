import type {
  ApprovalSummary,
  CriterionOutcome,
  DeploymentSummary,
  FindingSummary,
  Measurement,
  SnapshotSummary,
  VersionSummary,
} from '@tend/protocol';

/** One made-up project, used by every rendering test and by the fake project: invented, consistent numbers. */
const digest = (start: string): string => start.padEnd(64, '0');

export const measurement = (
  metric: string,
  [value, low, high]: readonly [number, number, number],
  n = 1848,
  positives = 206,
): Measurement => ({ metric, value, low, high, confidence: 0.95, n, positives });

export const criteria: readonly CriterionOutcome[] = [
  {
    id: 'beats-rule',
    measure: 'ROC AUC minus that of the rule',
    asked: 'at least 0.020 at 95%',
    got: '0.077 (0.046 to 0.108)',
    verdict: 'pass',
    note: null,
    measurement: measurement('rocAuc', [0.0772, 0.0461, 0.1083]),
    waiver: null,
  },
  {
    id: 'recall-large',
    measure: "recall, where size in ['Large']",
    asked: 'at least 0.700 at 95%',
    got: '0.612 (0.545 to 0.675)',
    verdict: 'fail',
    note: 'short by at least 0.025',
    measurement: measurement('recall', [0.612, 0.545, 0.675], 214, 61),
    waiver: null,
  },
  {
    id: 'calibration',
    measure: 'calibration slope',
    asked: '0.800 to 1.200 at 95%',
    got: '0.940 (0.780 to 1.100)',
    verdict: 'unknown',
    note: '1,848 rows cannot show it; about 2,400 rows would settle it',
    measurement: measurement('calibrationSlope', [0.94, 0.78, 1.1]),
    waiver: null,
  },
  {
    id: 'limit-latency',
    measure: 'latency p99',
    asked: 'at most 25 ms',
    got: '0.041 ms',
    verdict: 'pass',
    note: '2,000 single rows, in process',
    measurement: null,
    waiver: null,
  },
];

export const passing: readonly CriterionOutcome[] = criteria.filter((criterion) => criterion.verdict === 'pass');

export const approval: ApprovalSummary = {
  id: 'a1',
  person: 'mara',
  knownBy: 'claimed',
  decision: 'approve',
  reason: 'beats the rule on every slice',
  at: '2026-11-20T10:02:00.000Z',
  isSeparate: true,
  voided: null,
};

export const version: VersionSummary = {
  name: 'strikes',
  number: 2,
  digest: digest('3f2a1b7c9d0e55'),
  model: digest('e0'),
  estimator: 'boosted trees',
  origin: 'trained',
  trainedBy: 'ana',
  at: '2026-11-20T09:14:22.000Z',
  verdict: 'pass',
  approvals: [approval],
  isServing: false,
  withdrawn: null,
};

export const deployment: DeploymentSummary = {
  id: 'd1',
  model: 'strikes',
  version: 2,
  versionDigest: version.digest,
  since: '2026-11-20T10:05:00.000Z',
  by: 'mara',
  predictions: 4812,
};

export const snapshot: SnapshotSummary = {
  snapshot: digest('5a5b5c5d5e5f'),
  taking: digest('7a7b7c7d7e7f'),
  source: 'strikes.csv',
  at: '2026-11-20T09:14:22Z',
  by: 'ana',
  rows: 10_000,
  columns: 14,
  files: [{ name: 'strikes.csv', sizeBytes: 1_310_720, digest: digest('f1'), rowCount: 10_002 }],
  checks: 31,
  failing: [
    {
      column: 'Record ID',
      check: 'expect_column_values_to_be_unique',
      asked: 'no value twice',
      observed: '24 repeated',
      severity: 'warn',
    },
  ],
  faults: 6,
  rejected: 2,
  isErasedInPart: false,
};

export const finding: FindingSummary = {
  id: '84c0e1b323e463c2',
  stage: 'data',
  kind: 'expect_column_values_to_be_unique',
  subject: 'Record ID',
  severity: 'block',
  message: '24 of 10,000 values of "Record ID" stand twice',
  failing: 24,
  total: 10_000,
  state: 'open',
  owner: null,
  person: null,
  reason: null,
  until: null,
  reopened: 1,
  firstSeen: '2026-11-19T08:00:00Z',
  lastSeen: '2026-11-20T09:14:22Z',
  record: digest('ab'),
};

export { digest };
