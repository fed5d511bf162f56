import { randomStream } from '@tend/kernels';
import { compareColumn, describeColumn } from '@tend/learn';
import type { Charter } from '@tend/protocol';
import { columnOf, type Schema } from '@tend/table';
import { expect, test } from 'vitest';
import type { LoggedPrediction } from '../ports.ts';
import { rowsAsSeen } from './rows-as-seen.ts';
import { windowReader } from './window-reader.ts';

const random = randomStream(31);
const columns: Schema = [
  { name: 'speed', kind: 'number' },
  { name: 'phase', kind: 'text' },
];
/** What the reader asks a charter for. */
const charter = { data: { contract: {} } } as unknown as Charter;
const drawn = (count: number, shift: number): readonly LoggedPrediction[] =>
  Array.from({ length: count }, (_, i) => ({
    id: `d1-${i}`,
    deploymentId: 'd1',
    versionDigest: 'v1',
    at: i,
    eventTime: null,
    row: {
      speed: random.uniform() < 0.1 ? null : Math.round(10 * (shift + random.normal())) / 10,
      phase: ['climb', 'cruise', 'landing'][random.integer(3)] ?? null,
      other: 'not compared',
    },
    score: 0.5,
    isPositive: true,
    threshold: 0.5,
  }));

test('chunks of a window are sketched as they arrive, and drift as all of its rows together would', () => {
  const [before, window] = [drawn(4000, 0), drawn(20_000, 0.3)];
  const reader = windowReader({ from: 0, until: 1 }, columns, charter);
  for (const [i, prediction] of window.entries()) reader.add(prediction, i % 1000 === 0 ? i % 2 : undefined);
  const { predictions, labelled, sketches } = reader.read();
  expect(predictions).toBe(20_000);
  expect(labelled.map(({ prediction: { id } }) => id)).toEqual(Array.from({ length: 20 }, (_, i) => `d1-${1000 * i}`));
  const [was, now] = [before, window].map((rows) => rowsAsSeen(rows, columns, charter));
  for (const sketch of sketches) {
    const reference = describeColumn(columnOf(was!, sketch.column));
    const drift = compareColumn(reference, sketch);
    expect(drift).toEqual(compareColumn(reference, columnOf(now!, sketch.column)));
    expect(drift.n).toBe(20_000);
  }
  expect(sketches.map(({ column }) => column)).toEqual(['speed', 'phase']);
});

test('a window without predictions has sketches of no rows', () => {
  const { predictions, sketches } = windowReader({ from: 0, until: 1 }, columns, charter).read();
  expect(predictions).toBe(0);
  expect(sketches.map((sketch) => (sketch.kind === 'text' ? sketch.texts.n : sketch.numbers.n))).toEqual([0, 0]);
});
