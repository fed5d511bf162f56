import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { goldenCharts } from '../golden/golden-charts.cases.ts';
import { unclosedElements } from '../markup/unclosed-elements.cases.ts';
import type { Chart } from '../plot/chart.ts';
import { associationMatrix } from './association-matrix.ts';
import { classMatrix } from './class-matrix.ts';
import { classShares } from './class-shares.ts';
import { ecdf } from './ecdf.ts';
import { histogram } from './histogram.ts';
import { levelBars } from './level-bars.ts';
import { levelQuantiles } from './level-quantiles.ts';
import { pairHeatmap } from './pair-heatmap.ts';
import { redundancyTree } from './redundancy-tree.ts';
import { series } from './series.ts';
import { sparkline } from './sparkline.ts';
import { targetByBin } from './target-by-bin.ts';
import { targetByLevel } from './target-by-level.ts';

const title = 'A finding';
const readings = ({ svg }: Chart): string[] =>
  Array.from(svg.text.matchAll(/class="m[ "][^>]*>\s*<title>([^<]*)<\/title>/g), ([, reading]) => reading!);

describe('every drawing', () => {
  test.each(Object.entries(goldenCharts))('%s is well-formed, named, and has its numbers in a table', (_, draw) => {
    const chart = draw();
    const { text } = chart.svg;
    expect(unclosedElements(text)).toEqual([]);
    expect(text).toMatch(
      /^<svg class="chart" role="img" viewBox="0 0 \d+ \d+" [^>]*><title>[^<]+<\/title><desc>[^<]+<\/desc>/,
    );
    expect(text).not.toMatch(/NaN|undefined|Infinity|\bid=/);
    for (const row of chart.table.rows) expect(row.length).toBe(chart.table.columns.length);
    if (!text.includes('plate')) expect(readings(chart).length).toBeGreaterThan(0);
    for (const reading of readings(chart)) expect(reading).not.toBe('');
    expect(draw().svg.text).toBe(text);
  });

  test('no text is smaller than 12 px where a drawing of 360 px stands on a screen of 360', () => {
    const atLeast = 0.93 * 13;
    expect(atLeast).toBeGreaterThanOrEqual(12);
    for (const draw of Object.values(goldenCharts)) expect(draw().svg.text).not.toContain('font-size');
  });
});

describe('marks say what the data says', () => {
  test('a histogram of whole numbers, one a bin: the number, not a range', () => {
    const bins = [1, 2].map((from) => ({ from, to: from + 1, count: 5 * from }));
    const chart = histogram({ title, column: 'x', kind: 'integer', bins, isOneNumberABin: true, missing: 0 });
    expect(readings(chart)).toEqual(['1: 5 rows (33.3%)', '2: 10 rows (66.7%)']);
    expect(chart.table.rows.map(([name]) => name)).toEqual(['1', '2', 'missing']);
  });

  test('classes along a column and by level: each share, nothing rounded to none or to all', () => {
    const share = (value: number | null, n: number) => ({ value, low: null, high: null, n });
    const input = {
      title,
      column: 'x',
      steps: ['a', 'b'],
      classes: [
        { name: 'yes', overall: 0.5, estimates: [share(0.996, 1000), share(null, 4)] },
        { name: 'no', overall: 0.5, estimates: [share(0.004, 1000), share(null, 4)] },
      ],
      confidence: 0.95,
    };
    const told = [
      'a, yes: 99.6%, 1,000 rows',
      'a, no: 0.4%, 1,000 rows',
      'b, yes: too few rows to tell (4)',
      'b, no: too few rows to tell (4)',
    ];
    const matrix = classMatrix(input);
    expect(readings(matrix)).toEqual(['all rows, yes: 50%, 1,004 rows', 'all rows, no: 50%, 1,004 rows', ...told]);
    expect(Array.from(matrix.svg.text.matchAll(/on-seq-\d"[^>]*>([^<]*|&lt;1)</g), ([, text]) => text)).toEqual([
      '50',
      '50',
      '99',
      '&lt;1',
    ]);
    expect(matrix.table.rows).toEqual([
      ['a', '99.6%', '0.4%', '1,000'],
      ['b', 'too few rows', 'too few rows', '4'],
    ]);
    expect(readings(classShares(input))).toEqual([
      'yes, a: 99.6%, 1,000 rows',
      'yes, b: too few rows to tell (4)',
      'no, a: 0.4%, 1,000 rows',
      'no, b: too few rows to tell (4)',
    ]);
    const one = { ...input, steps: ['a'] };
    expect(() => classShares(one)).toThrow('each class needs 1 estimates, as there are steps; yes has 2');
    expect(() => classMatrix(one)).toThrow(RangeError);
  });

  test('a histogram: each bin, what lies beyond, what is missing', () => {
    const chart = histogram({
      title,
      column: 'x',
      kind: 'number',
      unit: 'm',
      bins: [
        { from: 0, to: 10, count: 30 },
        { from: 10, to: 20, count: 60 },
      ],
      missing: 5,
      above: { bound: 20, count: 5 },
    });
    expect(readings(chart)).toEqual([
      '0 to 10 m: 30 rows (30%)',
      '10 to 20 m: 60 rows (60%)',
      'above 20 m: 5 rows (5%)',
      'missing: 5 rows (5%)',
    ]);
    expect(chart.subtitle).toBe('x (m); 100 rows, 5 missing');
    expect(chart.table.rows.at(-1)).toEqual(['missing', '5', '5%']);
  });

  test('areas are proportional to rows where bins are of unequal width', () => {
    const chart = histogram({
      title,
      column: 'x',
      kind: 'number',
      bins: [
        { from: 0, to: 10, count: 100 },
        { from: 10, to: 20, count: 50 },
        { from: 20, to: 60, count: 200 },
      ],
      missing: 0,
    });
    const boxes = Array.from(
      chart.svg.text.matchAll(/class="m bar"[^>]* width="([\d.]+)" height="([\d.]+)"/g),
      ([, width, height]) => (Number(width) + 1) * Number(height),
    );
    expect(boxes[1]! / boxes[0]!).toBeCloseTo(0.5, 2);
    expect(boxes[2]! / boxes[0]!).toBeCloseTo(2, 2);
  });

  test('bars of levels start at zero: twice the rows, twice the length', () => {
    const chart = levelBars({
      title,
      column: 'c',
      levels: [
        { level: 'a', count: 200 },
        { level: 'b', count: 100 },
      ],
      missing: 0,
    });
    const [a, b] = Array.from(chart.svg.text.matchAll(/class="m bar"[^>]* width="([\d.]+)"/g), ([, width]) =>
      Number(width),
    );
    expect(a! / b!).toBeCloseTo(2, 2);
  });

  test('the largest gap of two samples is found and said', () => {
    const points = (shift: number): { value: number; share: number }[] =>
      [1, 2, 3, 4].map((i) => ({ value: i + shift, share: i / 4 }));
    const chart = ecdf({
      title,
      column: 'x',
      kind: 'number',
      sample: { label: 'new', n: 4, points: points(2) },
      reference: { label: 'old', n: 4, points: points(0) },
    });
    expect(readings(chart)).toEqual(['The largest gap is 50 points at 2: 0% of new and 50% of old lie at or below.']);
  });

  test('series: periods by their calendar name, gaps, changes, and no value where there is none', () => {
    const day = (text: string): number => Date.parse(text) / 86_400_000;
    const chart = series({
      title,
      kind: 'date',
      axis: 'date',
      value: { label: 'share late', kind: 'share' },
      series: [
        {
          label: 'late',
          points: [
            { start: day('2011-01-01'), end: day('2011-02-01'), value: 0.5, low: 0.4, high: 0.6, n: 100 },
            { start: day('2011-02-01'), end: day('2011-03-01'), value: null, n: 2 },
            { start: day('2011-03-01'), end: day('2011-04-01'), value: 0.25, low: 0.2, high: 0.3, n: 300 },
          ],
        },
      ],
      gaps: [{ from: day('2011-02-01'), to: day('2011-03-01') }],
      changes: [{ at: day('2011-03-01'), label: 'new rule' }],
    });
    expect(readings(chart)).toEqual([
      'no data: 2011-02',
      'change: new rule',
      '2011-01: 50% (40% to 60%), 100 rows',
      '2011-03: 25% (20% to 30%), 300 rows',
    ]);
    expect(chart.table.rows[1]).toEqual(['2011-02', 'none', '', '2']);
  });

  test('columns that go together stand together, and what has no room is counted', () => {
    const columns = Array.from({ length: 40 }, (_, i) => `c${i}`);
    const values = columns.map((_, i) =>
      columns.map((__, j) => (i === j ? 1 : i % 2 === j % 2 && i < 30 && j < 30 ? 0.9 : 0.1)),
    );
    const chart = associationMatrix({ title, columns, values, measure: 'V', n: 100 });
    const names = Array.from(chart.svg.text.matchAll(/>c(\d+)</g), ([, i]) => Number(i) % 2);
    expect(names.length).toBe(30);
    expect(names.join('')).toMatch(/^(0{15}1{15}|1{15}0{15})$/);
    expect(chart.notes).toEqual(['The 30 columns with the strongest associations are drawn; 10 more are not.']);
  });

  test('redundant columns are grouped at the threshold', () => {
    const strength = [
      [1, 0.95, 0.2],
      [0.95, 1, 0.3],
      [0.2, 0.3, 1],
    ];
    const { table } = redundancyTree({
      title,
      columns: ['a', 'b', 'c'],
      strength,
      measure: 'V',
      threshold: 0.9,
      keep: ['b'],
    });
    expect(table.rows).toEqual([['a, b', '2', 'b']]);
  });

  test('a sparkline of many bins adds neighbours and keeps what is missing', () => {
    const { text } = sparkline({ counts: Array.from({ length: 100 }, () => 1), missing: 20, title: 'x' });
    expect(text.match(/M[\d.]+ 19v/g)?.length).toBe(20);
    expect(text).toContain('class="empty"');
    expect(text.length).toBeLessThan(1200);
  });
});

const hostile = '</title><script>alert(1)</script>"\' onload=x \u202egnp.exe';

test('names of the data stay text, in every place where one can stand', () => {
  const target = { label: hostile, kind: 'share', confidence: 0.95, overall: 0.5, unit: hostile } as const;
  const estimate = { value: 0.5, low: 0.4, high: 0.6, n: 10 };
  const drawings = [
    histogram({
      title: hostile,
      column: hostile,
      kind: 'number',
      unit: hostile,
      bins: [{ from: 0, to: 1, count: 3 }],
      missing: 1,
      label: hostile,
      reference: { label: hostile, counts: [1], missing: 1 },
      lines: [{ value: 0.5, label: hostile }],
    }),
    levelBars({ title: hostile, column: hostile, levels: [{ level: hostile, count: 1 }], missing: 1 }),
    targetByLevel({ title: hostile, column: hostile, target, groups: [{ level: hostile, ...estimate }] }),
    targetByBin({
      title: hostile,
      column: hostile,
      kind: 'number',
      unit: hostile,
      target,
      bins: [{ from: 0, to: 1, ...estimate }],
    }),
    pairHeatmap({
      title: hostile,
      x: { column: hostile, levels: [hostile] },
      y: { column: hostile, levels: [hostile] },
      counts: [[1]],
      missing: 0,
    }),
    associationMatrix({
      title: hostile,
      columns: [hostile, 'b'],
      values: [
        [1, 0.5],
        [0.5, 1],
      ],
      measure: hostile,
      n: 5,
    }),
  ];
  for (const { svg } of drawings) {
    expect(unclosedElements(svg.text)).toEqual([]);
    expect(svg.text).not.toMatch(/<script|\u202e/);
    expect(
      Array.from(svg.text.matchAll(/<([a-z]+)/g), ([, name]) => name).every((name) =>
        ['svg', 'title', 'desc', 'g', 'rect', 'path', 'text', 'circle'].includes(name!),
      ),
    ).toBe(true);
  }
});

test('whatever finite numbers come, coordinates are finite and within the drawing', () => {
  const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
  const kinds = fc.constantFrom('number', 'integer', 'date', 'instant' as const);
  fc.assert(
    fc.property(
      fc.uniqueArray(finite, { minLength: 2, maxLength: 6 }),
      kinds,
      fc.nat(1e9),
      fc.boolean(),
      (values, kind, count, isLog) => {
        const edges = Array.from(new Set(values.map((value) => value + 0))).sort((a, b) => a - b);
        if (edges.length < 2) return;
        const bins = edges.slice(1).map((to, i) => ({ from: edges[i]!, to, count: count * i }));
        const [q05 = 0, q25 = q05, q50 = q25, q75 = q50, q95 = q75] = edges;
        for (const chart of [
          histogram({ title, column: 'x', kind, bins, missing: count }),
          levelQuantiles({ title, column: 'x', kind, isLog, groups: [{ level: 'a', n: 9, q05, q25, q50, q75, q95 }] }),
        ]) {
          const numbers = Array.from(chart.svg.text.matchAll(/ (?:x|y|cx|cy|width|height)="([^"]*)"/g), ([, number]) =>
            Number(number),
          );
          expect(numbers.every((number) => number >= -20 && number <= 600)).toBe(true);
        }
      },
    ),
    { numRuns: 100 },
  );
});

test('what cannot be drawn truly is refused', () => {
  const bin = { from: 1, to: 0, count: 1 };
  expect(() => histogram({ title, column: 'x', kind: 'number', bins: [bin], missing: 0 })).toThrow('bins ascend');
  expect(() =>
    histogram({
      title,
      column: 'x',
      kind: 'number',
      bins: [],
      missing: 0,
      reference: { label: 'r', counts: [1], missing: 0 },
    }),
  ).toThrow('1 counts for 0 bins');
  expect(() =>
    levelBars({ title, column: 'x', levels: Array.from({ length: 31 }, () => ({ level: 'a', count: 1 })), missing: 0 }),
  ).toThrow('at most 30 levels');
  expect(() => levelBars({ title, column: 'x', levels: [], missing: 0, width: 50 })).toThrow('240 to 2000 px');
  const points = Array.from({ length: 2001 }, (_, i) => ({ start: i, end: i + 1, value: 1 }));
  const value = { label: 'y', kind: 'number' } as const;
  expect(() => series({ title, kind: 'date', axis: 'x', value, series: [{ label: 'a', points }] })).toThrow(
    '2,000 points',
  );
  expect(() =>
    pairHeatmap({
      title,
      x: { column: 'x', levels: ['a'] },
      y: { column: 'y', levels: ['b'] },
      counts: [],
      missing: 0,
    }),
  ).toThrow('counts must be 1 by 1');
});
