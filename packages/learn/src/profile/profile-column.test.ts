import { randomStream } from '@tend/kernels';
import { type Column, numericColumn, type Table, tableOf, textColumn } from '@tend/table';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ColumnProfile, NumberProfile, TextProfile, TimeProfile } from './column-profile.ts';
import { mergeColumnSketches, sketchColumn } from './column-sketch.ts';
import { describeSketch } from './describe-sketch.ts';
import { profileColumn } from './profile-column.ts';
import { profileTable } from './profile-table.ts';

const numbers = (values: readonly (number | null)[]): NumberProfile => {
  const profile = profileColumn(numericColumn('x', 'number', values));
  if (profile.kind !== 'number') throw new Error('expected numbers');
  return profile;
};

const texts = (values: readonly (string | null)[]): TextProfile => {
  const profile = profileColumn(textColumn('t', values));
  if (profile.kind !== 'text') throw new Error('expected texts');
  return profile;
};

const times = (kind: 'date' | 'instant', values: readonly number[]): TimeProfile => {
  const profile = profileColumn(numericColumn('d', kind, values));
  if (profile.kind !== kind) throw new Error('expected times');
  return profile as TimeProfile;
};

test('no value that fewer than five rows share is listed', () => {
  const words = Array.from({ length: 60 }, (_, i) =>
    i < 30 ? 'often' : i < 35 ? 'five' : i < 39 ? 'four' : `one ${i}`,
  );
  const codes = words.map((text, i) => (text === 'often' ? 1 : text === 'five' ? 5 : text === 'four' ? 4 : 1000 + i));
  const listed = (table: Table): unknown[] =>
    profileTable(table).columns.flatMap(({ frequent }) => frequent.map(({ value, count }) => [value, count]));
  expect(listed(tableOf([textColumn('t', words)]))).toEqual([
    ['often', 30],
    ['five', 5],
  ]);
  expect(listed(tableOf([numericColumn('n', 'integer', codes)]))).toEqual([
    [1, 30],
    [5, 5],
  ]);
  const { quantiles, histogram } = numbers(codes);
  // 60 rows: five lie beyond 10%, none of the outer quantiles is told; four lie beyond each end.
  expect(quantiles.map(({ share }) => share)).toEqual([0, 0.1, 0.25, 0.5, 0.75, 0.9, 1]);
  expect([quantiles[0]?.value, quantiles.at(-1)?.value]).toEqual([1, 1055]);
  expect(histogram?.edges.every((edge) => !codes.includes(edge) || edge % 10 === 0)).toBe(true);
});

test('a single value of few rows stands in no bin of its own', () => {
  const ages = Array.from({ length: 200 }, (_, i) => 20 + (i % 20));
  const { histogram } = numbers([...ages, 41, 42, 43, 44, 44, 44, 44, 44]);
  expect(histogram?.edges.slice(-3)).toEqual([43, 44, 45]);
  expect(histogram?.counts.slice(-5)).toEqual([0, 0, 0, 0, 5]);
  expect(histogram?.hidden).toBe(3);
});

describe('merged parts give the profile of the whole', () => {
  const cell = fc.oneof(
    fc.constant(null),
    fc.integer({ min: -9, max: 9 }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
  );
  const columns: readonly [string, (values: readonly (number | null)[]) => Column][] = [
    ['numbers', (values) => numericColumn('c', 'number', values)],
    [
      'dates',
      (values) =>
        numericColumn(
          'c',
          'date',
          values.map((v) => (v === null ? null : Math.round(v % 10_000))),
        ),
    ],
    [
      'booleans',
      (values) =>
        numericColumn(
          'c',
          'boolean',
          values.map((v) => (v === null ? null : v > 0 ? 1 : 0)),
        ),
    ],
    [
      'texts',
      (values) =>
        textColumn(
          'c',
          values.map((v) => (v === null ? null : String(v))),
        ),
    ],
  ];
  test.each(columns)('%s', (_, columnOfValues) => {
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 80 }), fc.nat(), (values, at) => {
        const cut = at % (values.length + 1);
        const parts = [values.slice(0, cut), values.slice(cut)].map((part) => sketchColumn(columnOfValues(part)));
        const merged = describeSketch(mergeColumnSketches(parts[0]!, parts[1]!));
        const whole = profileColumn(columnOfValues(values));
        expect(JSON.parse(JSON.stringify(whole))).toEqual(whole);
        expect(withoutMoments(merged)).toEqual(withoutMoments(whole));
      }),
      { numRuns: 150 },
    );
  });
});

/** Moments of parts are those of the whole to rounding only: the kernels' own tests hold them to it. */
function withoutMoments(profile: ColumnProfile): object {
  const { mean: _, sd: __, skewness: ___, kurtosis: ____, shape: _____, ...rest } = profile as NumberProfile;
  return rest;
}

test('parts of another kind are refused', () => {
  expect(() =>
    mergeColumnSketches(sketchColumn(textColumn('a', [])), sketchColumn(numericColumn('a', 'date', []))),
  ).toThrow('a: expected another part of text, came date');
});

test('rows are chosen', () => {
  const column = textColumn('t', ['a', 'b', null, 'a']);
  expect(profileColumn(column, Int32Array.of(0, 2, 3))).toMatchObject({
    n: 3,
    missing: 1,
    distinct: 1,
    mostFrequentCount: 2,
  });
});

test('empty, all missing, one row, constant', () => {
  for (const values of [[], [null, null, null]]) {
    const profile = numbers(values);
    expect(profile).toMatchObject({
      n: values.length,
      missing: values.length,
      distinct: 0,
      mean: null,
      quantiles: [],
      order: null,
      histogram: null,
    });
    expect(profile.shape).toEqual([{ type: 'empty', value: 0, n: values.length }]);
  }
  expect(numbers([3])).toMatchObject({ distinct: 1, mean: null, mad: null, quantiles: [], frequent: [] });
  expect(numbers(Array(30).fill(-0))).toMatchObject({
    ...{ distinct: 1, mean: 0, sd: 0, skewness: null, mad: 0, iqr: 0, zeros: 30, negatives: 0, order: 'constant' },
    ...{ frequent: [{ value: 0, count: 30 }], histogram: { edges: [0, 1], counts: [30], below: 0, above: 0 } },
  });
  expect(texts([null])).toMatchObject({
    distinct: 0,
    classes: null,
    variants: { levels: 0 },
    shape: [{ type: 'empty' }],
  });
  expect(profileColumn(numericColumn('b', 'boolean', [1, 0, null, 1]))).toMatchObject({
    trues: 2,
    falses: 1,
    trueShare: 2 / 3,
  });
});

test('what has no mean or no room for bins has none', () => {
  const huge = numbers(Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? 1.7e308 : -1.7e308)));
  expect(huge).toMatchObject({ sd: null, histogram: null, negatives: 20 });
  const near = numbers(Array.from({ length: 40 }, (_, i) => 1e16 + 2 * (i % 10)));
  expect(near.histogram === null || near.histogram.edges.length > 1).toBe(true);
  const tiny = numbers(Array.from({ length: 40 }, (_, i) => i * 5e-324));
  expect(tiny.distinct).toBe(40);
});

describe('bins have round edges', () => {
  const random = randomStream(2);
  const drawn = (count: number, scale: number, shift = 0): readonly number[] =>
    Array.from({ length: count }, () => shift + scale * random.uniform());
  test.each([
    ['tenths', drawn(200, 1), 0.1],
    ['thousands', drawn(2000, 30_000, 5000), 1000],
    ['small ones', drawn(2000, 3e-5), 1e-6],
  ])('%s', (_, values, step) => {
    const { edges, counts, below, above } = numbers(values).histogram!;
    for (const edge of edges) expect(Math.abs(edge / step - Math.round(edge / step))).toBeLessThan(1e-9);
    for (const edge of edges) expect(String(edge).length).toBeLessThan(9);
    expect(counts.reduce((sum, count) => sum + count, below + above)).toBe(values.length);
    expect(counts.length).toBeGreaterThan(4);
    expect(counts.length).toBeLessThan(41);
    for (const [i, count] of counts.entries())
      expect(values.filter((v) => v >= edges[i]! && v < edges[i + 1]!).length).toBe(count);
  });

  test('a far tail is counted, not drawn', () => {
    const { edges, counts, above, below } = numbers([...drawn(2000, 100), ...Array(12).fill(1e6)]).histogram!;
    expect(edges.at(-1)).toBeLessThan(200);
    expect([below, above]).toEqual([0, 12]);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2000);
  });
});

describe('times', () => {
  const day = (text: string): number => Date.parse(text) / 86_400_000;

  test('are drawn by calendar units', () => {
    const [from, to] = [day('2011-01-15'), day('2012-12-20')];
    const dates = Array.from({ length: 5000 }, (_, i) => Math.floor(from + ((to - from) * i) / 4999));
    const profile = times('date', dates);
    expect(profile.histogram?.unit).toBe('month');
    expect(profile.histogram?.edges[0]).toBe('2011-01-01');
    expect(profile.histogram?.edges.at(-1)).toBe('2013-01-01');
    const [january] = profile.histogram?.counts ?? [];
    expect(january).toBe(dates.filter((d) => d < day('2011-02-01')).length);
    expect(profile).toMatchObject({ finestUnit: 'day', order: 'notDecreasing' });
    expect(profile.quantiles.find(({ share }) => share === 0.5)?.value).toBe('2012-01-02');
    // The last day has a single row, which is not told.
    expect(profile.spanDays).toBe(to - from - 1);
  });

  test('before 1970 too, and have the unit that all fit', () => {
    const hours = Array.from({ length: 300 }, (_, i) => Date.parse('1969-12-25T00:00:00Z') + i * 3_600_000);
    const profile = times('instant', hours);
    expect(profile).toMatchObject({ finestUnit: 'hour', order: 'increasing' });
    expect(profile.histogram?.unit).toBe('day');
    expect(profile.histogram?.edges.slice(0, 2)).toEqual(['1969-12-25T00:00:00.000Z', '1969-12-26T00:00:00.000Z']);
    expect(times('instant', [...hours, hours[0]! + 1500]).finestUnit).toBe('millisecond');
  });
});

describe('texts', () => {
  test('are measured, classed and recognised', () => {
    const profile = texts(
      [
        'Ab 1!',
        'ña€',
        '',
        ' x',
        'mara@example.org',
        'https://example.org/a',
        '{"a": [1]}',
        '1,234.50',
        '-7',
        '{broken}',
        '😀',
      ].flatMap((text) => Array<string>(5).fill(text)),
    );
    expect(profile.looksLike).toEqual({ number: 10, email: 5, url: 5, json: 5, uuid: 0 });
    expect(profile).toMatchObject({ n: 55, empty: 5, padded: 5, distinct: 11 });
    const lengths = [5, 3, 0, 2, 16, 21, 10, 8, 2, 8, 1];
    expect(profile.characters.mean).toBeCloseTo(lengths.reduce((a, b) => a + b) / 11, 12);
    expect(profile.words.mean).toBeCloseTo((2 + 1 + 0 + 1 + 1 + 1 + 2 + 1 + 1 + 1 + 1) / 11, 12);
    const all = lengths.reduce((a, b) => a + b);
    expect(profile.classes?.upper).toBeCloseTo(1 / all, 12);
    expect(profile.classes?.digit).toBeCloseTo((1 + 1 + 6 + 1) / all, 12);
    expect(Object.values(profile.classes!).reduce((a, b) => a + b)).toBeCloseTo(1, 12);
  });

  test('levels that differ in case or blanks are variants; rare spellings are not told', () => {
    const { variants, shape } = texts([
      ...Array<string>(40).fill('New York'),
      ...Array<string>(9).fill('new  york'),
      ...Array<string>(2).fill('NEW YORK'),
      ...Array<string>(30).fill('Boston'),
      'boston ',
    ]);
    expect(variants).toEqual({
      levels: 2,
      rows: 12,
      examples: [
        [
          { value: 'New York', count: 40 },
          { value: 'new  york', count: 9 },
        ],
      ],
    });
    expect(shape).toContainEqual({ type: 'spellingVariants', value: 12 / 82, n: 82, levels: 2 });
  });
});
