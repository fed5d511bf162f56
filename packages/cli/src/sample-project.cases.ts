import type { Answers, ExploreAnswer } from '@tend/protocol';
import type { Project } from './callers.ts';
import {
  approval,
  criteria,
  deployment,
  digest,
  finding,
  measurement,
  passing,
  snapshot,
  version,
} from './sample-answers.cases.ts';

const contract: Answers['acceptData'] = {
  record: digest('ac'),
  snapshot: digest('ad'),
  columns: 14,
  person: 'ana',
  reason: 'the agency changed its units',
  yaml: [
    'data:',
    '  contract:',
    '    # type integer: how all values were read',
    '    Speed: {type: "integer", severity: "warn"}',
  ],
  next: 'npx --no-install tend run',
};

const stages: Answers['run']['stages'] = [
  {
    stage: 'problem',
    state: 'done',
    summary: 'inspect damaged aircraft first: the rule saves 61 USD a strike over doing nothing',
    details: [],
    record: digest('aa'),
    durationMs: 31,
  },
  {
    stage: 'data',
    state: 'reused',
    summary: 'strikes.csv: 10,000 rows, 14 columns, contract met',
    details: ['28% of the speeds are missing', '24 rows stand twice'],
    record: digest('ab'),
    durationMs: 400,
  },
  {
    stage: 'govern',
    state: 'waiting',
    summary: 'v2 waits for one approval',
    details: [],
    record: null,
    durationMs: 120,
  },
];

const explored: ExploreAnswer = {
  version: 1,
  source: 'snapshot 4f0c1c9e0b2a',
  population: 'training rows (by time)',
  tableRows: 10_000,
  rows: 5_365,
  columns: 13,
  target: { name: "damage != 'None'", type: 'binary' },
  verdict: { state: 'warns', word: 'look at', sentence: 'One thing to look at in these 5,365 rows of 13 columns' },
  findings: [
    {
      kind: 'missing',
      subject: 'speed',
      message: '"speed" is missing in 28% of the rows',
      value: 0.28,
      n: 5_365,
      severity: 'warn',
      covers: [],
    },
  ],
  exploration: {},
  comparison: null,
  provenance: { command: 'npx --no-install tend explore', tend: '0.1.0', code: digest('c0'), snapshot: digest('4f') },
  html: { path: 'reports/explore.html', sizeBytes: 400_000 },
};

/** Answers of an operation each, as the real project would give them. */
export const answers: Answers = {
  init: {
    charterPath: 'tend.yaml',
    name: 'strikes',
    rows: 10_000,
    columns: 14,
    target: "damage != 'None'",
    positiveShare: 0.0937,
    proposals: ['split by time at 1998-01-01', 'metric rocAuc'],
    blanks: ['objective.owner', 'decision.costs.missed'],
  },
  run: {
    iteration: 1,
    state: 'done',
    stages,
    version,
    criteria: passing,
    verdict: 'pass',
    blanks: [],
    cardPath: '.tend/cards/strikes-v2.md',
    next: 'npx --no-install tend deploy v2',
  },
  evaluate: {
    iteration: 2,
    state: 'refused',
    stages: [],
    version: { ...version, origin: 'external' },
    criteria,
    verdict: 'fail',
    blanks: [],
    cardPath: null,
    next: 'npx --no-install tend status',
  },
  takeData: {
    taking: snapshot,
    isNew: true,
    columns: [
      { name: 'Record ID', kind: 'integer', meaning: 'identifier', reason: 'all 10,000 values are whole numbers' },
      { name: 'Wildlife Size', kind: 'text', meaning: 'category', reason: '3 different values' },
    ],
    remarks: [],
    open: { block: 0, warn: 2, info: 4 },
    next: 'npx --no-install tend findings --stage data',
  },
  snapshots: {
    snapshots: [
      snapshot,
      { ...snapshot, snapshot: digest('4a'), rejected: 0, failing: [], rows: 9_200, isErasedInPart: true },
    ],
    total: 2,
  },
  explore: explored,
  exploration: { ...explored, html: null, page: null },
  rejectedRows: {
    taking: snapshot,
    rows: [
      {
        file: 'strikes.csv',
        line: 17,
        lineIs: 'line',
        column: null,
        expected: '14 fields',
        came: '13 fields',
        text: '1996,LAX,Gull',
      },
      {
        file: 'strikes.csv',
        line: 99,
        lineIs: 'line',
        column: 'Speed',
        expected: 'a number',
        came: '"fast"',
        text: '1997,SFO,fast',
      },
    ],
  },
  status: {
    project: 'strikes',
    charter: digest('9c1e07b4ab12'),
    objective: 'inspect damaged aircraft first',
    blanks: ['decision.costs.missed'],
    iteration: { number: 2, state: 'waiting', hypothesis: 'speeds are in km/h since 2001' },
    stages,
    versions: [{ ...version, isServing: true }],
    serving: deployment,
    alarms: [
      {
        id: 'al1',
        kind: 'drift',
        subject: 'Speed IAS in knots',
        message: 'values are 1.85 times what is normal: km/h instead of knots?',
        window: '2001-01-01 to 2001-04-01',
        at: '2026-11-20T11:00:00.000Z',
      },
    ],
    waivers: [
      {
        id: 'w1',
        criterion: 'recall-large',
        person: 'mara',
        reason: 'large birds are inspected by hand',
        until: '2027-03-01',
        isExpired: false,
      },
    ],
    findings: { block: 1, warn: 2, info: 0 },
    auditSize: 41,
    verdict: 'v2 serves, 1 alarm is open',
    next: 'npx --no-install tend run --trigger al1',
  },
  diffData: {
    before: { name: 'newest~1', snapshot: digest('5a5b'), rows: 10_000, columns: 14 },
    after: { name: 'newest', snapshot: digest('5c5d'), rows: 10_120, columns: 14 },
    isSame: false,
    summary: 'rows: 130 added, 10 removed, 3 changed, 9,987 the same; 1 column multiplied by a factor',
    columnsAdded: [{ column: 'Remarks', type: 'text' }],
    columnsRemoved: [],
    columnsRenamed: [{ from: 'Phase', to: 'Phase of flight', equalShare: 1, cells: 9990 }],
    columnsRetyped: [{ column: 'Height', from: 'integer', to: 'number' }],
    rows: {
      key: ['Record ID'],
      added: 130,
      removed: 10,
      changed: 3,
      unchanged: 9987,
      repeatedKeys: 0,
      repeatedRowsBefore: 0,
      repeatedRowsAfter: 0,
      withoutKeyBefore: 0,
      withoutKeyAfter: 0,
    },
    columns: [
      {
        column: 'Speed IAS in knots',
        message: 'values are 1.852 times what they were (knots to km/h?); 3 cells of 9,990 matched rows changed',
        changed: 3,
        appeared: 0,
        vanished: 1,
        examples: [{ key: '204112', before: '140', after: 'missing' }],
        missingShareBefore: 0.28,
        missingShareAfter: 0.281,
        stabilityIndex: 1.4,
        distance: 0.44,
        pValue: 0,
        isShift: true,
        difference: { of: 'mean', value: null, before: 140, after: 259, low: 116, high: 122 },
        newValues: 0,
        vanishedValues: 0,
        likelyFactor: 1.852,
      },
    ],
  },
  why: {
    prediction: '7be2-0-17',
    at: '2026-11-20T10:06:01.000Z',
    score: 0.31,
    threshold: 0.118,
    isPositive: true,
    action: 'inspect',
    outcome: { isPositive: true, knownAt: '2000-04-03T00:00:00.000Z' },
    explanation: {
      base: -2.31,
      margin: -0.8,
      items: [
        { source: 'Wildlife Size', value: 'Large', contribution: 1.24 },
        { source: 'Phase of flight', value: 'Climb', contribution: 0.49 },
        { source: 'Speed IAS in knots', value: null, contribution: -0.22 },
      ],
    },
    chain: [
      {
        kind: 'prediction',
        digest: digest('7be2aa'),
        summary: 'segment 0, row 17',
        by: null,
        knownBy: null,
        at: '2026-11-20T10:06:01.000Z',
      },
      {
        kind: 'deployment',
        digest: digest('d1d2d3'),
        summary: 'strikes@v2 serves',
        by: 'mara',
        knownBy: 'claimed',
        at: '2026-11-20T10:05:00.000Z',
      },
      {
        kind: 'approval',
        digest: digest('a0a1a2'),
        summary: 'approved: beats the rule on every slice of the charter',
        by: 'mara',
        knownBy: 'token',
        at: '2026-11-20T10:02:00.000Z',
      },
      {
        kind: 'charter',
        digest: digest('9c1e07b4ab12'),
        summary: 'inspect damaged aircraft first',
        by: 'ana',
        knownBy: 'claimed',
        at: '2026-11-20T09:10:00.000Z',
      },
    ],
    notes: [],
  },
  predict: { model: 'strikes', version: 2, predictions: [{ id: '7be2-0-18', score: 0.0412, isPositive: false }] },
  review: {
    version,
    criteria,
    verdict: 'fail',
    changes: ['speeds before 2001-01-01 are in knots, later ones in km/h', 'trained on 1,210 rows more'],
    findings: [
      { severity: 'info', message: '24 rows stand twice' },
      { severity: 'warn', message: 'Repair cost betrays the outcome: 85% damaged where it is not zero' },
    ],
    waivers: [],
    bound: { data: digest('d0'), code: digest('c0'), model: digest('e0'), report: digest('f0') },
    cardPath: '.tend/cards/strikes-v2.md',
  },
  approve: { approval, version, next: 'npx --no-install tend deploy v2' },
  reject: {
    approval: { ...approval, decision: 'reject', reason: 'misses gulls' },
    version,
    next: 'npx --no-install tend run',
  },
  waive: {
    waiver: {
      id: 'w1',
      criterion: 'recall-large',
      person: 'mara',
      reason: 'large birds are inspected by hand',
      until: '2027-03-01',
      isExpired: false,
    },
    version,
    next: 'npx --no-install tend deploy v2',
  },
  findings: {
    open: { block: 1, warn: 2, info: 0 },
    findings: [finding],
    history: [
      {
        event: 'seen',
        at: '2026-11-19T08:00:00Z',
        person: null,
        reason: null,
        failing: 24,
        total: 10_000,
        record: digest('ab'),
      },
      {
        event: 'waived',
        at: '2026-11-20T10:00:00Z',
        person: 'mara',
        reason: 'two birds, one report',
        failing: 24,
        total: 10_000,
        record: digest('ab'),
      },
    ],
  },
  dataContract: { ...contract, person: null, reason: null },
  recipe: {
    record: digest('ab'),
    features: { logistic: 3 },
    recipes: [
      {
        estimator: 'logistic',
        features: 3,
        steps: [
          {
            step: 'clip',
            columns: ['speed'],
            reason: 'held within the quantiles',
            sources: ['speed'],
            does: ['speed held within 40 and 210'],
            makes: 1,
          },
        ],
        leftOut: [],
      },
    ],
    yaml: [
      'prepare:',
      '  steps:',
      '    - {step: clip, columns: ["speed"], onlyFor: logistic,',
      '       reason: held within the quantiles}',
    ],
    next: 'npx --no-install tend run',
  },
  acceptData: contract,
  resolveFinding: {
    finding: { ...finding, state: 'resolved', person: 'ana', reason: 'the source is corrected' },
    next: 'npx --no-install tend run',
  },
  waiveFinding: {
    finding: { ...finding, state: 'waived', person: 'mara', reason: 'two birds, one report', until: '2027-03-01' },
    next: 'npx --no-install tend run',
  },
  withdraw: {
    withdrawal: 'b1c2d3e4f5a6b7c8',
    rows: 14,
    payloads: 3,
    predictions: 2,
    segments: 1,
    labels: 1,
    sentences: 0,
    versions: [{ name: 'strikes', number: 2, digest: version.digest, deployments: ['d1'] }],
    remains: [
      { path: 'strikes.csv', hits: 14, isStored: false, advice: 'a file of yours: take it out where you keep it' },
    ],
    isComplete: true,
    isDistinctive: true,
    next: 'npx --no-install tend run',
  },
  deploy: {
    deployment,
    previous: { ...deployment, version: 1 },
    criteria: passing,
    golden: { rows: 64, withdrawn: 0, reason: null },
    next: 'npx --no-install tend serve',
  },
  rollback: {
    deployment: { ...deployment, version: 1 },
    previous: deployment,
    criteria: [],
    golden: { rows: 60, withdrawn: 4, reason: null },
    next: 'npx --no-install tend status',
  },
  log: { ids: ['7be2-0-19', '7be2-0-20'], labelled: 1 },
  label: { recorded: 2, alreadyKnown: 1 },
  monitor: {
    asOf: '2001-06-30T00:00:00.000Z',
    deployment: 'strikes@v2',
    windows: [
      {
        from: '2000-10-01T00:00:00.000Z',
        until: '2001-01-01T00:00:00.000Z',
        predictions: 512,
        labelled: 512,
        positives: 41,
        quality: [measurement('rocAuc', [0.801, 0.744, 0.858])],
        drifted: [],
        columnsCompared: 9,
      },
      {
        from: '2001-01-01T00:00:00.000Z',
        until: '2001-04-01T00:00:00.000Z',
        predictions: 431,
        labelled: 0,
        positives: 0,
        quality: [],
        drifted: [{ column: 'Speed IAS in knots', effect: 0.412, pValue: 3.1e-12, note: 'about 1.85 times' }],
        columnsCompared: 9,
      },
    ],
    alarmsRaised: [
      {
        id: 'al1',
        kind: 'drift',
        subject: 'Speed IAS in knots',
        message: 'about 1.85 times what is normal',
        window: '2001 Q1',
        at: '2026-11-20T11:00:00.000Z',
      },
    ],
    openAlarms: [],
    verdict: '1 alarm in 2 windows, none before',
    next: 'npx --no-install tend run --trigger al1',
  },
  reproduce: {
    version,
    isIdentical: true,
    recorded: digest('e0'),
    rebuilt: digest('e0'),
    threads: 2,
    workersUsed: 2,
    isEngineEqual: true,
    summary: 'the rebuilt model is identical, byte for byte',
  },
  auditVerify: {
    isValid: false,
    entries: 41,
    rootHash: digest('9c1e'),
    checkpoints: 4,
    recordsChecked: 63,
    payloadsChecked: 12,
    payloadsErased: 0,
    problems: [{ kind: 'edited', entry: 17, message: 'the approval of v2 no longer hashes to its leaf' }],
  },
  token: {
    token: 'tend_abc123',
    person: 'mara',
    permissions: ['read', 'approve'],
    expiresAt: '2027-02-18T00:00:00.000Z',
  },
};

interface Call {
  readonly operation: string;
  readonly input: unknown;
}

export interface SampleProject {
  readonly project: Project;
  readonly calls: Call[];
  isClosed: boolean;
}

/** A project that answers from `answers`, with some of them replaced by a function that answers or throws. */
export function sampleProject(
  replaced: Partial<{ [N in keyof Answers]: () => Promise<Answers[N]> | Answers[N] }> = {},
): SampleProject {
  const sample: SampleProject = { project: undefined as unknown as Project, calls: [], isClosed: false };
  const entries = Object.entries(answers).map(([operation, answer]) => [
    operation,
    async (input: unknown) => {
      sample.calls.push({ operation, input });
      const replacement = replaced[operation as keyof Answers];
      return replacement === undefined ? answer : replacement();
    },
  ]);
  const close = async (): Promise<void> => {
    sample.isClosed = true;
  };
  return Object.assign(sample, { project: { ...Object.fromEntries(entries), close } as Project });
}
