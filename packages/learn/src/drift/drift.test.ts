import { randomStream } from '@tend/kernels';
import type { NumericColumn, TextColumn } from '@tend/table';
import { expect, test } from 'vitest';
import { sketchColumn } from '../profile/column-sketch.ts';
import type { ColumnReference } from './column-reference.ts';
import { compareColumn } from './compare-column.ts';
import { compareColumns } from './compare-columns.ts';
import { describeColumn } from './describe-column.ts';
import reference from './drift.reference.json' with { type: 'json' };
import { adjustDrifts, isDrift } from './is-drift.ts';

const numbers = (values: readonly (number | null)[], name = 'speed'): NumericColumn => ({
  kind: 'number',
  name,
  values: Float64Array.from(values, (v) => v ?? Number.NaN),
});

function texts(values: readonly (string | null)[]): TextColumn {
  const dictionary = [...new Set(values.filter((v) => v !== null))];
  return {
    kind: 'text',
    name: 'phase',
    codes: Int32Array.from(values, (v) => (v === null ? -1 : dictionary.indexOf(v))),
    dictionary,
  };
}

const repeated = (counts: Readonly<Record<string, number>>, missing: number): TextColumn =>
  texts([
    ...Object.entries(counts).flatMap(([value, count]) => new Array<string>(count).fill(value)),
    ...new Array<null>(missing).fill(null),
  ]);

const before = describeColumn(numbers(reference.reference.values));

test('the aggregate of numbers agrees with NumPy, and is JSON', () => {
  const { values: _, quantiles, mean, sd, ...counts } = reference.reference;
  expect(before).toMatchObject({ kind: 'number', column: 'speed', ...counts });
  if (before.kind === 'text') throw new Error('expected numbers');
  expect(before.mean).toBeCloseTo(mean, 12);
  expect(before.sd).toBeCloseTo(sd, 12);
  for (const [i, q] of quantiles.entries()) expect(before.quantiles[i]).toBeCloseTo(q, 12);
  expect(before.atOrBelow[100]).toBe(before.n - before.missing);
  expect(JSON.parse(JSON.stringify(before))).toEqual(before);
});

test.each(reference.numbers)('the window "$name" compares as in SciPy', ({ values, ...expected }) => {
  const drift = compareColumn(before, numbers(values));
  expect(drift.statistic).toBeCloseTo(expected.statistic, 9);
  expect(drift.pValue).toBeCloseTo(expected.pValue, 12);
  expect(drift.effect).toBeCloseTo(expected.effect, 12);
  expect(drift.unseenShare).toBeCloseTo(expected.unseenShare, 12);
  // Read at the reference's 101 quantiles, between which 1% of it lies.
  expect(drift.distance).toBeLessThanOrEqual(expected.kolmogorovSmirnov + 1e-12);
  expect(drift.distance).toBeGreaterThan(expected.kolmogorovSmirnov - 0.011);
});

test.each(reference.numbers)(
  'a reference that was stored, here as NumPy makes it, compares with "$name" the same',
  (window) => {
    const { values, quantiles, n, missing, mean, sd } = reference.reference;
    const present = values.filter((value) => value !== null);
    const atOrBelow = quantiles.map((q) => present.filter((value) => value <= q).length);
    const described = { kind: 'number', column: 'speed', n, missing, quantiles, atOrBelow, mean, sd } as const;
    const stored: ColumnReference = JSON.parse(JSON.stringify(described));
    const drift = compareColumn(stored, numbers(window.values));
    expect(drift.statistic).toBeCloseTo(window.statistic, 9);
    expect(drift.effect).toBeCloseTo(window.effect, 12);
  },
);

test('both columns of a comparison are described and compared as one by one', () => {
  const [window] = reference.numbers;
  const after = numbers(window!.values);
  const compared = compareColumns(numbers(reference.reference.values), after);
  expect(compared).toEqual({ before, after: describeColumn(after), drift: compareColumn(before, after) });
});

test.each(reference.numbers)('the aggregate of the window "$name" tells about the same', ({ values }) => {
  const exact = compareColumn(before, numbers(values));
  const read = compareColumn(before, describeColumn(numbers(values)));
  expect(Math.abs(read.effect - exact.effect)).toBeLessThan(0.03);
  expect(Math.abs(read.distance - exact.distance)).toBeLessThan(0.015);
  expect(Math.abs(read.unseenShare - exact.unseenShare)).toBeLessThan(0.015);
  expect(read.pValue < 0.001).toBe(exact.pValue < 0.001);
});

test('sketches compare as the columns that they were made of, to the last bit', () => {
  const pairs = [
    ...reference.numbers.map(({ values }) => [numbers(reference.reference.values), numbers(values)] as const),
    [repeated({ a: 40, b: 9, c: 3 }, 2), repeated({ a: 30, c: 12, d: 6 }, 5)] as const,
  ];
  for (const [was, now] of pairs)
    expect(compareColumns(sketchColumn(was), sketchColumn(now))).toEqual(compareColumns(was, now));
});

test('texts compare as in SciPy', () => {
  const expected = reference.text;
  const described = describeColumn(repeated(expected.reference, expected.missing[0]!));
  const window = repeated(expected.window, expected.missing[1]!);
  for (const other of [window, describeColumn(window)]) {
    const drift = compareColumn(described, other);
    expect(drift.statistic).toBeCloseTo(expected.statistic, 9);
    expect(drift.effect).toBeCloseTo(expected.effect, 12);
    expect(drift.unseenShare).toBeCloseTo(expected.unseenShare, 12);
    expect(drift.distance).toBeCloseTo(expected.totalVariation, 12);
    expect(drift.missingShareWindow).toBeCloseTo(40 / 240, 12);
  }
});

test('a rare text does not enter the aggregate', () => {
  const described = describeColumn(repeated({ common: 20, rare: 4, fairly: 5 }, 1));
  expect(described).toEqual({
    kind: 'text',
    column: 'phase',
    n: 30,
    missing: 1,
    frequent: [
      { value: 'common', count: 20 },
      { value: 'fairly', count: 5 },
    ],
    other: 4,
  });
});

test('a column compared with itself shows no drift', () => {
  for (const column of [numbers(reference.reference.values), repeated(reference.text.reference, 9)]) {
    const drift = compareColumn(describeColumn(column), column);
    expect(drift).toMatchObject({ statistic: 0, pValue: 1, effect: 0, distance: 0, unseenShare: 0 });
  }
});

test('false alarms come as often as asked for, also on a column with ties', () => {
  const random = randomStream(17);
  const draw = (n: number): NumericColumn =>
    numbers(Array.from({ length: n }, () => (random.uniform() < 0.4 ? 0 : Math.round(3 * random.normal()))));
  let alarms = 0;
  for (let trial = 0; trial < 300; trial++) {
    if (compareColumn(describeColumn(draw(400)), draw(150)).pValue < 0.05) alarms++;
  }
  // 15 expected; outside 4 to 30 has a chance below 1 in 1,000.
  expect(alarms).toBeGreaterThanOrEqual(4);
  expect(alarms).toBeLessThanOrEqual(30);
});

test('a shift of a column of mostly one value is seen', () => {
  const ones = (count: number, zeros: number): NumericColumn =>
    numbers([...new Array<number>(count).fill(1), ...new Array<number>(zeros).fill(0)]);
  const drift = compareColumn(describeColumn(ones(960, 40)), ones(140, 60));
  expect(drift.pValue).toBeLessThan(1e-12);
  expect(drift.effect).toBeGreaterThan(0.2);
});

test('an empty window and one without values are handled', () => {
  expect(compareColumn(before, numbers([]))).toMatchObject({ n: 0, pValue: 1, effect: 0, missingShareWindow: 0 });
  const missing = compareColumn(before, numbers(new Array<null>(100).fill(null)));
  expect(missing).toMatchObject({ missingShareWindow: 1, distance: 0, unseenShare: 0 });
  expect(missing.pValue).toBeLessThan(1e-12);
  const nothing = describeColumn(numbers([null, null]));
  expect(nothing).toMatchObject({ quantiles: [], mean: null, sd: null });
  expect(compareColumn(nothing, numbers([1, 2, 3]))).toMatchObject({ n: 3, distance: 0, unseenShare: 0 });
});

test('text against numbers is refused', () => {
  expect(() => compareColumn(before, texts(['a']))).toThrow('speed: expected a window of number, came text');
});

test('a column of another unit is recognised', () => {
  const knots = reference.reference.values;
  const converted = numbers(knots.slice(0, 300).map((v) => (v === null ? null : Math.round(v * 1.852))));
  const drift = compareColumn(describeColumn(numbers(knots, 'Speed IAS in knots')), converted);
  expect(drift.likelyFactor?.conversion).toEqual({ from: 'knots', to: 'km/h', factor: 1.852 });
  expect(drift.effect).toBeGreaterThan(0.5);
});

test('drift needs rows, an effect and a small p-value, adjusted over the columns', () => {
  const limits = { alpha: 0.01, minimumEffect: 0.1, minimumRows: 100 };
  const [, shifted] = reference.numbers;
  const drift = { ...compareColumn(before, numbers(shifted!.values)), pValue: 0.004 };
  expect(isDrift(drift, limits)).toBe(true);
  expect(isDrift({ ...drift, n: 99 }, limits)).toBe(false);
  expect(isDrift({ ...drift, effect: 0.09 }, limits)).toBe(false);
  expect(isDrift({ ...drift, pValue: 0.02 }, limits)).toBe(false);
  const adjusted = adjustDrifts([drift, { ...drift, pValue: 0.5 }, { ...drift, pValue: 0.6 }]);
  expect(adjusted.map(({ pValue }) => pValue)).toEqual([0.012, 1, 1]);
  expect(isDrift(adjusted[0]!, limits)).toBe(false);
});
