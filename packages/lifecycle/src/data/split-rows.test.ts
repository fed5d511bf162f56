import { Problem, type SplitRule } from '@tend/protocol';
import { columnOf, numericColumn, type Table, tableOf, textColumn } from '@tend/table';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitRows } from './split-rows.ts';

const rowCount = 400;
const rows = Array.from({ length: rowCount }, (_, row) => row);
const table: Table = tableOf([
  // Days go backwards, so that order of rows and order of time differ; every 50th is missing.
  numericColumn(
    'day',
    'date',
    rows.map((row) => (row % 50 === 49 ? null : 1000 - row)),
  ),
  textColumn(
    'plant',
    rows.map((row) => (row % 37 === 0 ? null : `plant ${row % 23}`)),
  ),
  numericColumn('x', 'number', rows),
]);
// A quarter positive, every tenth unknown.
const target = Int8Array.from(rows, (row) => (row % 10 === 9 ? -1 : row % 4 === 0 ? 1 : 0));
const classOf = (side: Int32Array, label: number) => side.filter((row) => target[row] === label).length;

function problemOf(work: () => unknown): Problem {
  try {
    work();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('splitRows', () => {
  const rules: SplitRule[] = [
    { by: 'time', train: { until: '1972-01-01' }, test: { from: '1972-01-01', until: '1972-08-01' } },
    { by: 'random', testShare: 0.3 },
    { by: 'group', column: 'plant', testShare: 0.3 },
  ];

  test.each(rules)('$by: sides are ascending, apart, of known outcome, and the same every time', (rule) => {
    const split = splitRows(table, target, rule, 42, 'day');
    const [train, held] = [[...split.train], [...split.test]];
    expect(train).toEqual(train.toSorted((a, b) => a - b));
    expect(new Set([...train, ...held]).size).toBe(train.length + held.length);
    expect([...train, ...held].every((row) => target[row] !== -1)).toBe(true);
    expect(split.unused).toBe(rowCount - train.length - held.length);
    expect(splitRows(table, target, rule, 42, 'day')).toEqual(split);
    expect(split.description).toContain(
      rule.by === 'time' ? 'train until 1972-01-01, test 1972-01-01 until 1972-08-01' : '30%',
    );
  });

  test('time: from is inside, until outside, a missing time on neither side', () => {
    const day = columnOf(table, 'day');
    const rule: SplitRule = {
      by: 'time',
      train: { from: '1970-08-01', until: '1972-01-01' },
      test: { from: '1972-01-01' },
    };
    const split = splitRows(table, target, rule, 1, 'day');
    const at = (row: number) => (day.kind === 'date' ? (day.values[row] ?? Number.NaN) : Number.NaN);
    const expected = (low: number, high: number) =>
      rows.filter((row) => target[row] !== -1 && at(row) >= low && at(row) < high);
    expect([...split.train]).toEqual(expected(212, 730));
    expect([...split.test]).toEqual(expected(730, 1e9));
    const ended = { ...rule, test: { from: '1972-01-01', until: '1972-08-01' } };
    expect(target[57]).not.toBe(-1);
    expect(at(57)).toBe(943);
    expect([...splitRows(table, target, ended, 1, 'day').test]).toEqual(expected(730, 943));
  });

  test('a test side of one class is refused: no metric would say anything of it', () => {
    // Rows before 270 are those of 1972 and later.
    const late = target.map((value, row) => (row <= 270 && value === 1 ? 0 : value));
    const rule: SplitRule = { by: 'time', train: { until: '1972-01-01' }, test: { from: '1972-01-01' } };
    const problem = problemOf(() => splitRows(table, late, rule, 1, 'day'));
    expect(problem).toMatchObject({ code: 'TND-1204', detail: { facts: { side: 'test', positives: 0 } } });
  });

  test('random: each class is divided in the asked share, and the seed decides how', () => {
    const split = splitRows(table, target, { by: 'random', testShare: 0.25 }, 7, undefined);
    for (const label of [0, 1])
      expect(classOf(split.test, label)).toBe(Math.round(target.filter((value) => value === label).length * 0.25));
    expect(splitRows(table, target, { by: 'random', testShare: 0.25 }, 8, undefined).test).not.toEqual(split.test);
  });

  test('group: no group stands on both sides, missing is one group, and the share is near', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(0.2, 0.35, 0.5), (seed, testShare) => {
        const split = splitRows(table, target, { by: 'group', column: 'plant', testShare }, seed, undefined);
        const plant = columnOf(table, 'plant');
        const groups = (side: Int32Array) =>
          new Set(Array.from(side, (row) => plant.kind === 'text' && plant.codes[row]));
        const trained = groups(split.train);
        expect([...groups(split.test)].filter((group) => trained.has(group))).toEqual([]);
        expect(Math.abs(split.test.length / 360 - testShare)).toBeLessThan(0.06);
      }),
    );
  });

  test.each<[string, SplitRule, RegExp, string]>([
    ['too few rows', { by: 'random', testShare: 0.01 }, /test side of the split has only 4 rows/, 'TND-1204'],
    [
      'nothing before',
      { by: 'time', train: { until: '1960-01-01' }, test: { from: '1972-01-01' } },
      /train side .* only 0 rows/,
      'TND-1204',
    ],
    ['overlap', { by: 'time', train: { until: '1972-01-02' }, test: { from: '1972-01-01' } }, /overlap/, 'TND-1001'],
    ['no such group', { by: 'group', column: 'plnt', testShare: 0.2 }, /does not have: plnt/, 'TND-1001'],
  ])('refuses: %s', (_name, rule, message, code) => {
    const problem = problemOf(() => splitRows(table, target, rule, 42, 'day'));
    expect(problem.code).toBe(code);
    expect(problem.message).toMatch(message);
    expect(problem.detail.expected).toBeTruthy();
    expect(problem.detail.came).toBeTruthy();
  });

  test('refuses a side that lacks a class, with both counts', () => {
    const sorted = Int8Array.from(rows, (row) => (row < 200 ? 1 : 0));
    const rule: SplitRule = { by: 'time', train: { until: '1972-01-01' }, test: { from: '1972-01-01' } };
    const problem = problemOf(() => splitRows(table, sorted, rule, 42, 'day'));
    expect(problem).toMatchObject({ code: 'TND-1204', detail: { facts: { side: 'train', positives: 0 } } });
    expect(problem.detail.came).toMatch(/^\d+ rows: 0 positive, \d+ negative$/);
  });

  test('divides 300,000 rows', () => {
    const many = 300_000;
    const large = tableOf([numericColumn('x', 'number', new Float64Array(many))]);
    const outcomes = new Int8Array(many).map((_, row) => row % 2);
    expect(splitRows(large, outcomes, { by: 'random', testShare: 0.5 }, 1, undefined).test.length).toBe(many / 2);
  });
});
