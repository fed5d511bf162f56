import { readFileSync } from 'node:fs';
import { randomStream } from '@tend/kernels';
import { columnOf, type NumericColumn, type Table } from '@tend/table';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dataset } from '../../../../test/datasets.ts';
import { csvTable } from '../explore/csv-table.cases.ts';
import { calendarCycles } from './calendar-cycle-cells.ts';
import { changePoints } from './change-points.ts';
import { pelt } from './pelt.ts';
import { periodsOf } from './periods.ts';
import { seasonOf } from './season-of.ts';
import { seriesOverTime } from './series-over-time.ts';
import { stationarity } from './stationarity.ts';
import reference from './time-behaviour.reference.json' with { type: 'json' };
import { trendOf } from './trend-of.ts';

type ReferenceSeries = (typeof reference.series)[number];

function agrees(series: Float64Array, expected: ReferenceSeries): void {
  const trend = trendOf(series, Int32Array.from(series.keys()));
  expect(series.length).toBe(expected.n);
  expect(trend?.slope).toBeCloseTo(expected.slope, 10);
  expect(trend?.tau).toBeCloseTo(expected.tau, 12);
  expect(trend?.inflation).toBeCloseTo(Math.max(1, expected.inflation), 9);
  expect(trend?.pValue).toBeCloseTo(expected.pValue, 10);
  expect(trend?.low).toBeLessThanOrEqual(expected.slope);
  expect(trend?.high).toBeGreaterThanOrEqual(expected.slope);
  const level = stationarity(series);
  expect(level?.lags).toBe(expected.kpss.lags);
  expect(level?.statistic).toBeCloseTo(expected.kpss.statistic, 10);
  expect(level?.pValue).toBeCloseTo(expected.kpss.pValue, 10);
  for (const size of [2, 4] as const) {
    const changes = pelt(series, expected.penalty, size);
    // With a least length ruptures may prune the best cut: ours costs as little, or less.
    const [own, theirs] = [changes, expected.changes[size]].map((cut) => costOf(series, cut, expected.penalty));
    expect(own).toBeLessThanOrEqual((theirs ?? 0) * (1 + 1e-12));
    if ((own ?? 0) > (theirs ?? 0) * (1 - 1e-9)) expect(changes).toEqual(expected.changes[size]);
  }
}

function costOf(series: Float64Array, changes: readonly number[], penalty: number): number {
  const ends = [...changes, series.length];
  return ends.reduce((sum, end, i) => {
    const part = series.subarray(i === 0 ? 0 : ends[i - 1], end);
    const mean = part.reduce((total, value) => total + value, 0) / part.length;
    return sum + part.reduce((total, value) => total + (value - mean) ** 2, 0) + (i === 0 ? 0 : penalty);
  }, 0);
}

for (const expected of reference.series.filter(({ values }) => values !== undefined))
  test(`trend, level and changes of "${expected.name}" agree with pymannkendall, statsmodels and ruptures`, () => {
    agrees(Float64Array.from(expected.values ?? []), expected);
  });

const bike = dataset('bike_sharing_hour.csv');

describe('bike sharing', () => {
  const read = (): { table: Table; rows: Int32Array; day: NumericColumn } => {
    const table = csvTable(readFileSync(bike.path, 'utf8'));
    const day = columnOf(table, 'dteday');
    if (day.kind === 'text') throw new RangeError('dteday is a date');
    return { table, rows: Int32Array.from({ length: table.rowCount }, (_, row) => row), day };
  };
  const valuesOf = (table: Table, name: string): Float64Array => {
    const column = columnOf(table, name);
    return column.kind === 'text' ? new Float64Array() : column.values;
  };

  test('means by week, their trend, level and changes agree', (ctx) => {
    if (bike.skip !== undefined) return ctx.skip(bike.skip);
    const { table, rows, day } = read();
    const periods = periodsOf(day, rows);
    expect(periods).toMatchObject({ unit: 'week', count: 106, zone: 'UTC', outside: 0, unknown: 0 });
    expect(periods?.names[0]).toBe('2010-12-27');
    for (const expected of reference.series.filter(({ values }) => values === undefined)) {
      if (periods === undefined) break;
      const { means } = seriesOverTime(expected.name, valuesOf(table, expected.name), periods, []);
      agrees(
        // Means that are equal but for their last bits are a tie.
        Float64Array.from(means, (mean) => Math.round((mean ?? Number.NaN) * 1e9) / 1e9),
        expected,
      );
    }
  });

  test("weekdays agree with SciPy's Friedman test and pandas' means", (ctx) => {
    if (bike.skip !== undefined) return ctx.skip(bike.skip);
    const { table, rows, day } = read();
    const weekly = calendarCycles(day, rows).find(({ cycle }) => cycle === 'weekday');
    for (const [name, expected] of Object.entries(reference.seasons)) {
      const found = weekly && seasonOf(valuesOf(table, name), weekly);
      expect(found?.rounds).toBe(expected.rounds);
      expect(found?.statistic).toBeCloseTo(expected.statistic, 8);
      expect(found?.share).toBeCloseTo(expected.share, 10);
      expect(found?.pValue).toBeCloseTo(expected.pValue, 12);
      for (const [i, { mean }] of (found?.places ?? []).entries()) expect(mean).toBeCloseTo(expected.means[i]!, 9);
    }
  });
});

test('the level of the Nile falls in 1899, when the dam at Aswan was built', () => {
  const nile = reference.series.find(({ name }) => name === 'nile');
  expect(changePoints(Float64Array.from(nile?.values ?? []))).toMatchObject([
    { place: 1899 - 1871, valuesBefore: 28, valuesAfter: 72 },
  ]);
});

test('cuts are the best there are, whatever the series', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 4, maxLength: 11 }),
      fc.integer({ min: 2, max: 3 }),
      (list, size) => {
        const series = Float64Array.from(list);
        const cut = pelt(series, 7, size);
        const ends = [...cut, series.length];
        if (cut.length > 0) expect(ends.every((end, i) => end - (i === 0 ? 0 : ends[i - 1]!) >= size)).toBe(true);
        let best = Number.POSITIVE_INFINITY;
        for (let mask = 0; mask < 1 << (series.length - 1); mask++) {
          const changes = Array.from({ length: series.length - 1 }, (_, i) => i + 1).filter(
            (i) => (mask >> (i - 1)) & 1,
          );
          const all = [...changes, series.length];
          if (all.every((end, i) => end - (i === 0 ? 0 : all[i - 1]!) >= size))
            best = Math.min(best, costOf(series, changes, 7));
        }
        expect(costOf(series, cut, 7)).toBeCloseTo(best, 9);
      },
    ),
  );
  expect(() => pelt(new Float64Array(9), 0)).toThrow('a penalty is above 0, came 0');
});

test.each([0, 0.4])('noise with a correlation of %d changes its level hardly ever', (correlation) => {
  let found = 0;
  for (let seed = 0; seed < 200; seed++) {
    const random = randomStream(seed);
    let last = random.normal();
    const series = Float64Array.from({ length: 120 }, () => {
      last = correlation * last + random.normal();
      return last;
    });
    found += changePoints(series).filter(({ pValue }) => pValue < 0.01).length;
  }
  // Five in 200 series: before any control over the columns that are tried.
  expect(found).toBeLessThanOrEqual(5);
});
