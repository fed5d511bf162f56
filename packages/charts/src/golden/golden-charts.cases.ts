import { randomStream, wilsonInterval } from '@tend/kernels';
import { associationMatrix } from '../charts/association-matrix.ts';
import { classMatrix } from '../charts/class-matrix.ts';
import { classShares } from '../charts/class-shares.ts';
import { ecdf } from '../charts/ecdf.ts';
import { histogram } from '../charts/histogram.ts';
import type { Bin } from '../charts/histogram-input.ts';
import { levelBars } from '../charts/level-bars.ts';
import { levelQuantiles } from '../charts/level-quantiles.ts';
import { missingOverTime } from '../charts/missing-over-time.ts';
import { missingPatterns } from '../charts/missing-patterns.ts';
import { pairHeatmap } from '../charts/pair-heatmap.ts';
import { redundancyTree } from '../charts/redundancy-tree.ts';
import { type SeriesPoint, series } from '../charts/series.ts';
import { smallMultiples } from '../charts/small-multiples.ts';
import { targetByBin } from '../charts/target-by-bin.ts';
import { targetByLevel } from '../charts/target-by-level.ts';
import type { Chart } from '../plot/chart.ts';
import type { Estimate, TargetMeasure } from '../plot/estimate.ts';

const normal = (count: number, seed: number, at = 0, spread = 1): number[] => {
  const random = randomStream(seed);
  return Array.from({ length: count }, () => at + spread * random.normal()).sort((a, b) => a - b);
};
const binned = (values: readonly number[], from: number, width: number, count: number): Bin[] =>
  Array.from({ length: count }, (_, i) => {
    const [low, high] = [from + i * width, from + (i + 1) * width];
    return { from: low, to: high, count: values.filter((value) => value >= low && value < high).length };
  });
const cumulative = (values: readonly number[]): { value: number; share: number }[] =>
  Array.from({ length: 100 }, (_, i) => ({
    value: values[Math.floor(((i + 1) / 100) * values.length) - 1]!,
    share: (i + 1) / 100,
  }));
const rate = (positives: number, n: number): Estimate => {
  const { low, high } = wilsonInterval(positives, n, 0.95);
  return { value: positives / n, low, high, n };
};
const day = (text: string): number => Date.parse(text) / 86_400_000;
const months = (from: number, count: number): { start: number; end: number }[] =>
  Array.from({ length: count }, (_, i) => ({
    start: Date.UTC(from, i, 1) / 86_400_000,
    end: Date.UTC(from, i + 1, 1) / 86_400_000,
  }));

const speeds = normal(4000, 7, 140, 35);
const later = normal(3000, 8, 155, 40);
const damaged: TargetMeasure = { label: 'share damaged', kind: 'share', confidence: 0.95, overall: 0.118 };

function monthlyRate(): SeriesPoint[] {
  const random = randomStream(3);
  return months(2009, 36).map((month, i) => {
    if (i >= 14 && i < 17) return { ...month, value: null, n: 0 };
    const n = 180 + random.integer(160);
    const positives = Math.round(n * (i < 24 ? 0.1 : 0.16) + random.normal() * 4);
    return { ...month, ...rate(positives, n) };
  });
}

/** The drawings whose SVG is kept beside this file, by their names. */
export const goldenCharts: Readonly<Record<string, () => Chart>> = {
  histogram: () =>
    histogram({
      title: 'Half of the strikes happen between 117 and 164 knots',
      column: 'Speed',
      kind: 'number',
      unit: 'knots',
      bins: binned(speeds, 40, 10, 20),
      missing: 420,
      above: { bound: 240, count: 42 },
      lines: [{ value: 140, label: 'median 140' }],
    }),
  'histogram-reference': () =>
    histogram({
      title: 'Strikes of the last year are faster: the median rises from 140 to 155 knots',
      column: 'Speed',
      kind: 'number',
      unit: 'knots',
      label: 'last year',
      bins: binned(later, 40, 10, 20),
      missing: 1900,
      above: { bound: 240, count: 51 },
      reference: {
        label: 'years before',
        counts: binned(speeds, 40, 10, 20).map(({ count }) => count),
        missing: 420,
        above: 42,
      },
    }),
  'histogram-calendar': () =>
    histogram({
      title: 'Reports grow from year to year',
      column: 'Flight date',
      kind: 'date',
      bins: months(2009, 24).map(({ start, end }, i) => ({
        from: start,
        to: end,
        count: 80 + 6 * i + 30 * ((i * 7) % 5),
      })),
      missing: 0,
    }),
  'histogram-one-bin': () =>
    histogram({
      title: 'All rows have the same value',
      column: 'Engines',
      kind: 'integer',
      bins: [{ from: 2, to: 3, count: 900 }],
      missing: 100,
    }),
  'histogram-uneven': () =>
    histogram({
      title: 'Most repairs are cheap',
      column: 'Cost',
      kind: 'number',
      unit: 'USD',
      bins: [
        { from: -100, to: 0, count: 12 },
        { from: 0, to: 100, count: 400 },
        { from: 100, to: 300, count: 300 },
        { from: 300, to: 1000, count: 250 },
      ],
      missing: 5,
      below: { bound: -100, count: 7 },
    }),
  'histogram-empty': () =>
    histogram({ title: 'There are no rows yet', column: 'Speed', kind: 'number', bins: [], missing: 0 }),
  'histogram-all-missing': () =>
    histogram({ title: 'Every row is missing', column: 'Remarks', kind: 'number', bins: [], missing: 812 }),
  'level-bars': () =>
    levelBars({
      title: 'Three of four strikes are by small birds',
      column: 'Wildlife size',
      levels: [
        { level: 'Small', count: 7140 },
        { level: 'Medium', count: 1803 },
        { level: 'Large', count: 412 },
        { level: 'International airport of a city with a very long name, runway 09 left', count: 311 },
        { level: 'مطار الملك خالد الدولي بالرياض', count: 120 },
        { level: '<script>alert("x")</script>', count: 40 },
        { level: '', count: 12 },
      ],
      other: { levels: 14, count: 230 },
      missing: 96,
    }),
  'level-bars-reference': () =>
    levelBars({
      title: 'Helicopters are twice as common as before',
      column: 'Aircraft',
      label: 'last year',
      levels: [
        { level: 'Airplane', count: 800, reference: 3600 },
        { level: 'Helicopter', count: 160, reference: 320 },
      ],
      missing: 40,
      reference: { label: 'years before', rows: 4000, missing: 80 },
    }),
  'target-by-level': () =>
    targetByLevel({
      title: 'Strikes by large animals damage the aircraft in 31% of cases, by small ones in 4%',
      column: 'Wildlife size',
      target: damaged,
      groups: [
        { level: 'Large', ...rate(128, 412) },
        { level: 'Medium', ...rate(320, 1803) },
        { level: 'Small', ...rate(290, 7140) },
        { level: '3 others', role: 'other', value: null, low: null, high: null, n: 9 },
        { level: 'missing', role: 'missing', ...rate(20, 96) },
      ],
    }),
  'target-by-bin': () =>
    targetByBin({
      title: 'The faster the aircraft, the more often it is damaged',
      column: 'Speed',
      kind: 'number',
      unit: 'knots',
      target: damaged,
      bins: Array.from({ length: 12 }, (_, i) => {
        const n = Math.round(900 / (1 + ((i - 5) / 3) ** 2));
        return { from: 40 + i * 20, to: 60 + i * 20, ...rate(Math.round(n * (0.04 + 0.015 * i)), n) };
      }),
      missing: rate(60, 420),
    }),
  'rate-over-time': () =>
    series({
      title: 'Damage becomes more frequent in January 2011: from 10% to 16% of strikes',
      kind: 'date',
      axis: 'Flight date',
      value: { label: 'share damaged', kind: 'share' },
      series: [{ label: 'share damaged', points: monthlyRate() }],
      confidence: 0.95,
      gaps: [{ from: day('2010-03-01'), to: day('2010-06-01') }],
      changes: [{ at: day('2011-01-01'), label: 'January 2011' }],
      overall: 0.118,
      isTarget: true,
    }),
  'series-five': () =>
    series({
      title: 'Demand of five regions moves together',
      kind: 'date',
      axis: 'Month',
      value: { label: 'demand', kind: 'number', unit: 'MW' },
      series: ['Victoria', 'Queensland', 'Tasmania', 'South Australia and the Northern Territory', 'Other'].map(
        (label, k) => ({
          label,
          points: months(2012, 18).map((month, i) => ({
            ...month,
            value: 4000 - 500 * k + 300 * Math.abs(((i + k) % 12) - 6),
          })),
        }),
      ),
      usual: { low: 3200, high: 4600, label: 'usual range, 2009 to 2011' },
    }),
  ecdf: () =>
    ecdf({
      title: 'Strikes of the last year are faster, most of all around 150 knots',
      column: 'Speed',
      kind: 'number',
      unit: 'knots',
      sample: { label: 'last year', n: later.length, points: cumulative(later) },
      reference: { label: 'years before', n: speeds.length, points: cumulative(speeds) },
    }),
  'pair-heatmap': () => {
    const random = randomStream(5);
    const counts = Array.from({ length: 20 }, () => Array.from({ length: 16 }, () => 0));
    for (let k = 0; k < 6000; k++) {
      const x = random.normal();
      const y = 0.8 * x + 0.6 * random.normal();
      const [i, j] = [Math.floor((x + 3) * (20 / 6)), Math.floor((y + 3) * (16 / 6))];
      const line = counts[i];
      if (line !== undefined && j >= 0 && j < 16) line[j]!++;
    }
    return pairHeatmap({
      title: 'Faster strikes happen higher up',
      x: { column: 'Speed', kind: 'number', unit: 'knots', edges: Array.from({ length: 21 }, (_, i) => 40 + i * 12) },
      y: { column: 'Height', kind: 'number', unit: 'feet', edges: Array.from({ length: 17 }, (_, i) => i * 500) },
      counts,
      suppressed: { cells: 31, rows: 64 },
      missing: 420,
    });
  },
  'pair-heatmap-levels': () =>
    pairHeatmap({
      title: 'Large animals are struck on approach',
      x: { column: 'Phase', levels: ['Approach', 'Take-off run', 'Climb', 'Landing roll'] },
      y: { column: 'Wildlife size', levels: ['Large', 'Medium', 'Small'] },
      counts: [
        [210, 640, 2900],
        [60, 420, 1500],
        [50, 380, 1350],
        [0, 300, 1290],
      ],
      missing: 96,
    }),
  'association-matrix': () => {
    const columns = [
      'Speed',
      'Height',
      'Phase of flight',
      'Cost of repair',
      'Cost, total',
      'Wildlife size',
      'Operator',
      'Airport',
    ];
    const block = [0, 0, 0, 1, 1, 2, 3, 3];
    const values = columns.map((_, i) =>
      columns.map((__, j) =>
        i === j ? 1 : block[i] === block[j] ? 0.9 - 0.1 * Math.abs(i - j) : 0.05 * ((i + j) % 5),
      ),
    );
    return associationMatrix({
      title: 'Speed, height and phase say much the same',
      columns,
      values,
      measure: "Cramer's V",
      n: 9651,
    });
  },
  'association-matrix-signed': () => {
    const columns = Array.from({ length: 34 }, (_, i) => `measure ${i + 1}`);
    const values = columns.map((_, i) =>
      columns.map((__, j) => Math.round(100 * Math.cos((i - j) / 5) * (i === j ? 1 : 0.8)) / 100),
    );
    return associationMatrix({
      title: 'Neighbouring measures rise together, distant ones run against each other',
      columns,
      values,
      measure: "Spearman's rank correlation",
      isSigned: true,
      n: 5000,
    });
  },
  'level-quantiles': () =>
    levelQuantiles({
      title: 'Large animals are struck at lower speed',
      column: 'Speed',
      kind: 'number',
      unit: 'knots',
      by: 'Wildlife size',
      overall: 140,
      groups: [
        { level: 'Large', n: 412, q05: 60, q25: 96, q50: 121, q75: 140, q95: 190 },
        { level: 'Medium', n: 1803, q05: 80, q25: 112, q50: 138, q75: 160, q95: 210 },
        { level: 'Small', n: 7140, q05: 85, q25: 118, q50: 142, q75: 166, q95: 230 },
        { level: 'unknown', n: 8, q05: null, q25: null, q50: 120, q75: null, q95: null },
      ],
    }),
  'quantile-strip': () =>
    levelQuantiles({
      title: 'Half of the repairs cost between 900 and 12,000 USD',
      column: 'Cost of repair',
      kind: 'number',
      unit: 'USD',
      isLog: true,
      groups: [{ level: 'all rows', n: 1120, q05: 110, q25: 900, q50: 3000, q75: 12_000, q95: 190_000 }],
    }),
  'missing-patterns': () =>
    missingPatterns({
      title: 'Speed and height are missing together in 14% of strikes',
      width: 480,
      rows: 9651,
      columns: [
        { column: 'Birds seen', missing: 7260 },
        { column: 'Speed', missing: 3500 },
        { column: 'Height', missing: 1590 },
        { column: 'Sky', missing: 1786 },
      ],
      patterns: [
        { missing: ['Birds seen'], count: 3900 },
        { missing: ['Birds seen', 'Speed'], count: 1800 },
        { missing: [], count: 1500 },
        { missing: ['Birds seen', 'Speed', 'Height'], count: 1350 },
        { missing: ['Sky'], count: 800 },
        { missing: ['Speed', 'Sky'], count: 40 },
      ],
      pooled: { patterns: 5, count: 11 },
    }),
  'missing-over-time': () =>
    missingOverTime({
      title: 'Until 2010 the sky was rarely written down',
      kind: 'date',
      axis: 'Flight date',
      periods: months(2009, 12).map((month, i) => ({ ...month, n: i === 4 ? 3 : 200 + i })),
      columns: [
        { column: 'Sky', shares: [0.9, 0.88, 0.92, 0.9, null, 0.85, 0.5, 0.2, 0.1, 0.05, 0.02, 0] },
        { column: 'Speed', shares: [0.3, 0.31, 0.35, 0.33, null, 0.36, 0.34, 0.36, 0.37, 0.3, 0.31, 0.29] },
        { column: 'Operator', shares: [0, 0, 0, 0, null, 0, 0, 0.001, 0, 0, 0, 0] },
      ],
    }),
  'redundancy-tree': () => {
    const columns = ['Cost, total', 'Cost of repair', 'Cost, other', 'Speed', 'Height', 'Operator'];
    const pairs: Record<string, number> = { '0-1': 0.99, '0-2': 0.71, '1-2': 0.66, '3-4': 0.55 };
    const strength = columns.map((_, i) =>
      columns.map((__, j) => pairs[`${Math.min(i, j)}-${Math.max(i, j)}`] ?? 0.08),
    );
    return redundancyTree({
      title: 'The total cost is nearly the cost of repair',
      columns,
      strength,
      measure: 'rank correlation',
      threshold: 0.9,
      keep: ['Cost, total'],
    });
  },
  'histogram-whole-numbers': () =>
    histogram({
      title: 'Most households have two or three people',
      column: 'people',
      kind: 'integer',
      bins: [180, 410, 390, 220, 90, 30].map((count, i) => ({ from: i + 1, to: i + 2, count })),
      isOneNumberABin: true,
      missing: 40,
    }),
  'class-matrix': () => {
    const counts = [
      [9_100, 600, 0],
      [700, 80, 20],
      [40, 1, 59],
    ] as const;
    const rows = counts.map((row) => row.reduce<number>((sum, count) => sum + count, 0));
    return classMatrix({
      title: 'By phase the share of strikes without an effect differs most: 40% to 94%',
      column: 'phase',
      steps: ['Approach', 'Take-off run', 'a phase with a name that is far too long'],
      classes: ['None', 'Precautionary landing', 'Engine shut down'].map((name, i) => ({
        name,
        overall: counts.reduce<number>((sum, row) => sum + row[i]!, 0) / rows.reduce<number>((sum, n) => sum + n, 0),
        estimates: counts.map((row, j) => rate(row[i]!, rows[j]!)),
      })),
      confidence: 0.95,
    });
  },
  'class-shares': () => {
    const counts = [
      [90, 8, 2],
      [70, 25, 5],
      [30, 55, 15],
      [5, 40, 55],
      [40, 30, 30],
    ] as const;
    return classShares({
      title: 'Along length the share of setosa differs most: 5% to 90%',
      column: 'length',
      steps: ['up to 2', '2 to 4', '4 to 5', 'above 5', 'missing'],
      isLastMissing: true,
      classes: ['setosa', 'versicolor', 'virginica'].map((name, i) => ({
        name,
        overall: counts.reduce((sum, row) => sum + row[i]!, 0) / 500,
        estimates: counts.map((row) => rate(row[i]!, 100)),
      })),
      confidence: 0.95,
    });
  },
  'small-multiples': () => {
    // Bickel, Hammel and O'Connell 1975: admissions to graduate school at Berkeley, 1973, the six largest departments.
    const departments: readonly (readonly [string, number, number, number, number])[] = [
      ['A', 512, 825, 89, 108],
      ['B', 353, 560, 17, 25],
      ['C', 120, 325, 202, 593],
      ['D', 138, 417, 131, 375],
      ['E', 53, 191, 94, 393],
      ['F', 22, 373, 24, 341],
    ];
    const sum = (at: 1 | 2 | 3 | 4): number => departments.reduce((total, row) => total + row[at], 0);
    return smallMultiples({
      title: 'Women are admitted less often over all, but not within most departments',
      column: 'sex',
      steps: ['men', 'women'],
      by: 'department',
      target: {
        label: 'share admitted',
        kind: 'share',
        confidence: 0.95,
        overall: (sum(1) + sum(3)) / (sum(2) + sum(4)),
      },
      whole: [rate(sum(1), sum(2)), rate(sum(3), sum(4))],
      panels: departments.map(([level, a, b, c, d]) => ({ level, estimates: [rate(a, b), rate(c, d)] })),
    });
  },
};
