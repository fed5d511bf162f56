import { randomStream } from '@tend/kernels';
import { describeColumn } from '@tend/learn';
import { type Charter, charterSchema } from '@tend/protocol';
import { numericColumn, type Schema } from '@tend/table';
import { describe, expect, test } from 'vitest';
import type { LoggedPrediction } from '../ports.ts';
import { alarmsOf } from './alarms.ts';
import { lookAt } from './look.ts';
import { windowReader } from './window-reader.ts';

const schema: Schema = [
  { name: 'speed', kind: 'number' },
  { name: 'weight', kind: 'number' },
];
const window = { from: Date.UTC(2024, 3, 1), until: Date.UTC(2024, 4, 1) };
const dayMs = 86_400_000;

const charter: Charter = charterSchema.parse({
  name: 'tiny',
  objective: { text: 'inspect', owner: 'mara' },
  data: { source: 'strikes.csv', contract: { speed: { unit: 'knots' } } },
  target: { expression: "damage == 'yes'", knownAfterDays: 10 },
  split: { by: 'random', testShare: 0.2 },
  decision: { act: 'inspect', costs: { missed: 100, needless: 10 } },
  criteria: [
    { id: 'live-ranks', metric: 'rocAuc', atLeast: 0.8, on: ['test', 'live'] },
    { id: 'test-only', metric: 'rocAuc', atLeast: 0.99 },
  ],
  monitor: { window: 'month', falseAlarmsPerYear: 0.5 },
});

const random = randomStream(6);
const normals = (count: number, mean: number, sd: number): number[] =>
  Array.from({ length: count }, () => mean + sd * random.normal());
const references = [
  describeColumn(numericColumn('speed', 'number', normals(800, 130, 20))),
  describeColumn(numericColumn('weight', 'number', normals(800, 30, 5))),
];

interface Logged {
  readonly prediction: LoggedPrediction;
  readonly outcome: number | undefined;
}

interface Rows {
  readonly count?: number;
  readonly factor?: number;
  readonly weight?: number;
  /** How well the scores rank: 1 all right, -1 all wrong. */
  readonly skill?: number;
  readonly outcome?: (i: number) => number | undefined;
}

function labelled({ count = 120, factor = 1, weight = 30, skill = 1, outcome = (i) => i % 2 }: Rows = {}) {
  const [speeds, weights] = [normals(count, 130 * factor, 20 * factor), normals(count, weight, 5)];
  return Array.from({ length: count }, (_, i): Logged => {
    const score = 0.5 + (i % 2 === 1 ? 0.3 : -0.3) * skill;
    return {
      prediction: {
        id: `p${i}`,
        deploymentId: 'd',
        versionDigest: 'v',
        at: window.from,
        eventTime: null,
        row: { speed: speeds[i] ?? null, weight: weights[i] ?? null },
        score,
        isPositive: score > 0.5,
      },
      outcome: outcome(i),
    };
  });
}

function look(rows: readonly Logged[], asOf = window.until + 10 * dayMs, by = charter) {
  const reader = windowReader(window, schema, by);
  for (const { prediction, outcome } of rows) reader.add(prediction, outcome);
  return lookAt(reader.read(), references, schema, by, asOf);
}
const alarmsFor = (rows: readonly Logged[], asOf?: number) =>
  alarmsOf(look(rows, asOf), charter).map(({ kind, subject }) => [kind, subject]);

describe('drift of a window', () => {
  test('rows as in training raise nothing', () => {
    expect(alarmsFor(labelled())).toEqual([]);
  });

  test('a column that moved is named, and only that one', () => {
    expect(alarmsFor(labelled({ weight: 41 }))).toEqual([['drift', 'weight']]);
  });

  test('a known conversion of the unit that the contract states is an alarm of its own', () => {
    const { drifts } = look(labelled({ factor: 1.852 }));
    expect(drifts.map(({ column }) => column)).toEqual(['speed']);
    expect(alarmsFor(labelled({ factor: 1.852 }))).toEqual([['unitChange', 'speed']]);
  });

  test('fewer than 50 rows say nothing of a column', () => {
    expect(alarmsFor(labelled({ count: 49, weight: 45 }))).toEqual([]);
    expect(alarmsFor(labelled({ count: 50, weight: 45 }))).toEqual([['drift', 'weight']]);
  });

  test('the yearly budget of false alarms decides what is beyond noise', () => {
    const rows = labelled({ count: 50, weight: 33.6 });
    const [drift] = look(rows, undefined, { ...charter, monitor: { window: 'year', falseAlarmsPerYear: 1 } }).drifts;
    expect(drift?.column).toBe('weight');
    const strict = { ...charter, monitor: { window: 'week' as const, falseAlarmsPerYear: (drift?.pValue ?? 0) * 51 } };
    expect(look(rows, undefined, strict).drifts).toEqual([]);
  });
});

describe('quality of a window', () => {
  test('a criterion on live data that fails is an alarm; one on the test rows alone is not asked', () => {
    const { live, summary } = look(labelled({ skill: -1 }));
    expect(live.map(({ id, verdict }) => [id, verdict])).toEqual([['live-ranks', 'fail']]);
    expect(summary.quality.map(({ metric }) => metric)).toEqual(['rocAuc', 'recall', 'precision', 'expectedCost']);
    expect(alarmsFor(labelled({ skill: -1 }))).toEqual([['quality', 'live-ranks']]);
    expect(alarmsFor(labelled())).toEqual([]);
  });

  test('outcomes are held against scores once all of them are due, not a moment before', () => {
    const rows = labelled({ skill: -1 });
    const due = window.until + charter.target.knownAfterDays * dayMs;
    expect(look(rows, due - 1)).toMatchObject({ live: [], summary: { quality: [], labelled: 120 } });
    expect(look(rows, due).live.length).toBe(1);
  });

  test('fewer than 5 outcomes of either kind show no quality', () => {
    const known = (positives: number) =>
      labelled({ skill: -1, outcome: (i) => (i < 60 ? 0 : i < 60 + positives ? 1 : undefined) });
    expect(look(known(4))).toMatchObject({ live: [], summary: { labelled: 64, positives: 4, quality: [] } });
    expect(look(known(5)).summary.quality.length).toBe(4);
  });
});
