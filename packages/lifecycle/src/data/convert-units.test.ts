import { readFileSync } from 'node:fs';
import { unitConversion } from '@tend/kernels';
import { type ColumnContract, Problem } from '@tend/protocol';
import { columnOf, numericColumn, parseDate, parseInstant, tableOf, textColumn } from '@tend/table';
import { describe, expect, test } from 'vitest';
import { convertUnits } from './convert-units.ts';

const { conversions } = JSON.parse(
  readFileSync(new URL('unit-conversions.reference.json', import.meta.url), 'utf8'),
) as { conversions: { from: string; to: string; value: number; result: number }[] };

describe('unitConversion', () => {
  test.each(conversions)('$from to $to agrees with SciPy', ({ from, to, value, result }) => {
    expect(unitConversion(from, to)?.(value)).toBeCloseTo(result, 9);
  });

  test('a unit into itself changes nothing', () => {
    for (const name of ['knots', '°F', 'psi']) expect(unitConversion(name, name)?.(0.1 + 0.2)).toBe(0.1 + 0.2);
  });

  test.each([
    ['knots', 'kg'],
    ['furlong', 'm'],
    ['m', 'toString'],
    ['K', 'm'],
  ])('%s to %s is unknown', (from, to) => {
    expect(unitConversion(from, to)).toBeUndefined();
  });
});

const days = ['2000-12-31', '2001-01-01', '2001-06-30', '2002-01-01', null];
const table = tableOf([
  numericColumn(
    'day',
    'date',
    days.map((day) => (day === null ? null : (parseDate(day) ?? null))),
  ),
  numericColumn(
    'at',
    'instant',
    days.map((day) => (day === null ? null : (parseInstant(`${day}T12:00:00Z`) ?? null))),
  ),
  numericColumn('speed', 'integer', [100, 1852, null, 926, null]),
  numericColumn('other', 'number', [1, 2, 3, 4, 5]),
  textColumn('word', ['a', 'b', 'c', 'd', 'e']),
]);
const terms = (extra: Partial<ColumnContract>): ColumnContract => ({ severity: 'block', ...extra });
const kmh = { unit: 'km/h', from: '2001-01-01', until: '2002-01-01' };

function problemOf(work: () => unknown): Problem {
  try {
    work();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('convertUnits', () => {
  test.each(['day', 'at'])('converts the rows of a period, by %s, from its first day and without its last', (time) => {
    const converted = convertUnits(table, { speed: terms({ unit: 'knots', units: [kmh] }) }, time);
    const speed = columnOf(converted, 'speed');
    expect(speed).toMatchObject({ kind: 'number' });
    expect(speed.kind === 'number' && [...speed.values]).toEqual([100, 1000, Number.NaN, 926, Number.NaN]);
    expect(columnOf(converted, 'other')).toBe(columnOf(table, 'other'));
    expect(columnOf(table, 'speed')).toMatchObject({
      kind: 'integer',
      values: Float64Array.of(100, 1852, Number.NaN, 926, Number.NaN),
    });
  });

  test('a unit without bounds holds for all rows and needs no time', () => {
    const converted = convertUnits(table, { other: terms({ unit: 'm', units: [{ unit: 'km' }] }) }, undefined);
    expect(columnOf(converted, 'other')).toMatchObject({ values: Float64Array.of(1000, 2000, 3000, 4000, 5000) });
  });

  test.each<[string, string, ColumnContract, string | undefined, RegExp]>([
    ['unknown pair', 'speed', terms({ unit: 'kg', units: [kmh] }), 'day', /"km\/h" cannot be converted into "kg"/],
    ['no unit', 'speed', terms({ units: [kmh] }), 'day', /need the one unit/],
    ['no time', 'speed', terms({ unit: 'knots', units: [kmh] }), undefined, /needs data.time.column/],
    ['wrong time', 'speed', terms({ unit: 'knots', units: [kmh] }), 'word', /"word" is of type text/],
    ['overlap', 'speed', terms({ unit: 'knots', units: [kmh, { unit: 'mph', from: '2001-12-31' }] }), 'day', /overlap/],
    [
      'empty period',
      'speed',
      terms({ unit: 'knots', units: [{ unit: 'mph', from: '2001-02-01', until: '2001-01-01' }] }),
      'day',
      /ends before/,
    ],
    ['text', 'word', terms({ unit: 'knots', units: [kmh] }), 'day', /only numbers have units/],
    ['absent', 'sped', terms({ unit: 'knots', units: [kmh] }), 'day', /no column "sped"/],
  ])('refuses: %s', (_name, column, contract, time, message) => {
    const problem = problemOf(() => convertUnits(table, { [column]: contract }, time));
    expect(problem.code).toBe('TND-1001');
    expect(problem.message).toMatch(message);
  });

  test('a value without a time has no known unit', () => {
    const problem = problemOf(() => convertUnits(table, { other: terms({ unit: 'knots', units: [kmh] }) }, 'day'));
    expect([problem.code, problem.message]).toEqual([
      'TND-1203',
      '1 values of "other" have no time, so their unit is unknown',
    ]);
  });
});
