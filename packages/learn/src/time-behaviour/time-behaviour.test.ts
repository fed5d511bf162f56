import { randomStream } from '@tend/kernels';
import { daysFromCivil, numericColumn, type Table, tableOf, textColumn } from '@tend/table';
import { describe, expect, test } from 'vitest';
import { findTimeBehaviour, type TimeBehaviour } from './find-time-behaviour.ts';
import { periodsOf } from './periods.ts';
import { timeFindings } from './time-findings.ts';

const hourMs = 3_600_000;
const rowsOf = (table: Table): Int32Array => Int32Array.from({ length: table.rowCount }, (_, row) => row);

function follow(table: Table, columns: readonly string[], y?: Int8Array): TimeBehaviour | undefined {
  const target = y === undefined ? {} : { target: { type: 'binary', y } as const };
  return findTimeBehaviour(table, rowsOf(table), { columns, timeColumn: 'time', ...target });
}

/** Every hour of 300 days from 2020-01-01 on, without two days in March; a level, a weekday and noise. */
function planted(): { readonly table: Table; readonly y: Int8Array } {
  const random = randomStream(4);
  const start = daysFromCivil(2020, 1, 1);
  const hours = Array.from({ length: 300 * 24 }, (_, i) => start * 24 + i).filter((hour) => {
    const day = Math.floor(hour / 24) - start;
    return day !== 70 && day !== 71;
  });
  const weekday = (hour: number): number => (Math.floor(hour / 24) + 3) % 7;
  const day = (hour: number): number => Math.floor(hour / 24) - start;
  const table = tableOf([
    numericColumn(
      'time',
      'instant',
      hours.map((hour) => hour * hourMs),
    ),
    numericColumn(
      'level',
      'number',
      hours.map((hour) => random.normal() + (day(hour) >= 150 ? 2 : 0)),
    ),
    numericColumn(
      'weekly',
      'number',
      hours.map((hour) => random.normal() + (weekday(hour) === 6 ? 3 : 0)),
    ),
    numericColumn(
      'slow',
      'number',
      hours.map((hour) => random.normal() + day(hour) / 100),
    ),
    numericColumn(
      'noise',
      'number',
      hours.map(() => random.normal()),
    ),
    textColumn(
      'colour',
      hours.map((hour) => (day(hour) < 150 && random.uniform() < 0.5 ? 'red' : 'blue')),
    ),
  ]);
  const y = Int8Array.from(hours, (hour) => (random.uniform() < (day(hour) >= 200 ? 0.5 : 0.2) ? 1 : 0));
  return { table, y };
}

describe('planted behaviour', () => {
  const { table, y } = planted();
  const found = follow(table, ['level', 'weekly', 'slow', 'noise', 'colour'], y)!;
  const series = (name: string): TimeBehaviour['series'][number] => found.series.find(({ column }) => column === name)!;

  test('rows are counted by day, with the gap', () => {
    expect(found).toMatchObject({ unit: 'day', zone: 'UTC', isFound: false, unknown: 0, outside: 0 });
    expect(found.periods.length).toBe(300);
    expect(found.gaps).toEqual([{ from: '2020-03-11', to: '2020-03-12', periods: 2 }]);
    expect(found.stamps).toMatchObject({
      repeated: 0,
      isOrdered: true,
      step: { seconds: 3600, expected: 7200, absent: 48 },
    });
  });

  test('each column shows what was planted in it, and noise nothing', () => {
    expect(series('level').changes.map(({ period }) => period)).toEqual(['2020-05-30']);
    const weekly = series('weekly').seasons.find(({ cycle }) => cycle === 'weekday');
    expect(weekly?.pValue).toBeLessThan(1e-6);
    expect(weekly?.share).toBeGreaterThan(0.4);
    expect(series('weekly').adjusted).toEqual(['weekday']);
    expect(series('weekly').changes).toEqual([]);
    expect(series('slow').trend?.slope).toBeCloseTo(0.01, 3);
    expect(series('slow').stationarity?.pValue).toBe(0.01);
    expect(series('noise').changes).toEqual([]);
    expect(series('noise').trend?.pValue).toBeGreaterThan(found.bounds.trend);
    expect(found.target?.changes.map(({ period }) => period)).toHaveLength(1);
  });

  test('the sentences', () => {
    expect(timeFindings(found).map(({ finding: { kind, subject } }) => `${kind}: ${subject}`)).toEqual([
      'timeGap: time',
      'absentTimes: time',
      'season: weekly',
      'trend: slow',
      'trend: level',
      'changePoint: target',
      'changePoint: level',
      'timeDrift: level',
      'timeDrift: slow',
      'timeDrift: colour',
    ]);
    const [gap, absent, season] = timeFindings(found).map(({ finding }) => finding.message);
    expect(gap).toBe('2 of 300 days of "time" have no row; the longest gap is 2020-03-11 to 2020-03-12 (2 days)');
    expect(absent).toBe('times of "time" follow each other every hour, and 48 of 7,200 are not there (0.7%)');
    expect(season).toMatch(
      /^the day of the week accounts for \d+% of the differences in "weekly" \(n = 7,152\): [\d.]+ on average on Sunday, /,
    );
  });
});

test('in noise hardly anything is found: over 25 tables at most 1 finding', () => {
  let findings = 0;
  for (let seed = 0; seed < 25; seed++) {
    const random = randomStream(seed);
    const n = 2400;
    const table = tableOf([
      numericColumn(
        'time',
        'date',
        Array.from({ length: n }, (_, i) => 18_000 + Math.floor(i / 20)),
      ),
      ...Array.from({ length: 5 }, (_, c) =>
        numericColumn(
          `c${c}`,
          'number',
          Float64Array.from({ length: n }, () => random.normal()),
        ),
      ),
      textColumn(
        't',
        Array.from({ length: n }, () => `v${random.integer(4)}`),
      ),
    ]);
    const y = Int8Array.from({ length: n }, () => random.integer(2));
    findings += timeFindings(follow(table, ['c0', 'c1', 'c2', 'c3', 'c4', 't'], y)!).length;
  }
  expect(findings).toBeLessThanOrEqual(1);
});

describe('periods', () => {
  const clock = (kind: 'date' | 'instant', values: readonly (number | null)[]): ReturnType<typeof periodsOf> =>
    periodsOf(numericColumn('t', kind, values), Int32Array.from(values.keys()));
  const repeat = (values: readonly number[], times: number): number[] =>
    values.flatMap((value) => Array(times).fill(value));

  test('before 1970, and of every length', () => {
    const day = daysFromCivil(1969, 12, 30);
    expect(clock('date', repeat([day, day + 1, day + 2], 10))?.names).toEqual([
      '1969-12-30',
      '1969-12-31',
      '1970-01-01',
    ]);
    const hour = day * 24 + 23;
    expect(clock('instant', repeat([hour * hourMs, (hour + 1) * hourMs], 10))?.names).toEqual([
      '1969-12-30T23',
      '1969-12-31T00',
    ]);
    const [january, march] = [daysFromCivil(1960, 1, 5), daysFromCivil(1960, 3, 5)];
    expect(clock('date', repeat([january, march], 15))?.names).toEqual(['1960-01', '1960-02', '1960-03']);
    const years = repeat([daysFromCivil(1900, 5, 5), daysFromCivil(1902, 5, 5)], 15);
    expect(clock('date', years)?.unit).toBe('year');
    expect(clock('date', years)?.rowsIn).toEqual(Int32Array.of(15, 0, 15));
  });

  test('a first or last period of fewer than 5 rows is not named', () => {
    const values = [...repeat([10_000, 10_001, 10_002], 100), 9_990, 10_010, null];
    expect(clock('date', values)).toMatchObject({ count: 3, outside: 2, unknown: 1 });
  });

  test.each([
    ['no rows', []],
    ['one time', [5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5]],
    ['nothing known', [null, null]],
  ])('%s: no periods', (_, values) => {
    expect(clock('date', values)).toBeUndefined();
  });
});

test('without a named column of times the one of most different days is followed', () => {
  const table = tableOf([
    numericColumn(
      'born',
      'date',
      Array.from({ length: 200 }, (_, i) => (i % 7) * 400),
    ),
    numericColumn(
      'sold',
      'date',
      Array.from({ length: 200 }, (_, i) => 15_000 + Math.floor(i / 10)),
    ),
  ]);
  expect(findTimeBehaviour(table, rowsOf(table), { columns: ['born', 'sold'] })).toMatchObject({
    column: 'sold',
    isFound: true,
  });
  expect(findTimeBehaviour(table, rowsOf(table), { columns: [] })).toBeUndefined();
});
