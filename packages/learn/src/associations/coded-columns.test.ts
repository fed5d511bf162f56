import { numericColumn, tableOf, textColumn } from '@tend/table';
import { expect, test } from 'vitest';
import { codedColumns } from './coded-columns.ts';

const table = tableOf([
  numericColumn('x', 'number', [3, Number.NaN, 1, 3]),
  textColumn('level', ['b', 'a', 'b', null]),
  numericColumn('yes', 'boolean', [1, 0, Number.NaN, 1]),
]);
const rows = Int32Array.of(0, 1, 2, 3);

test('a column is coded once, also for as many of the rows and for samples that hold them all', () => {
  const coded = codedColumns(table, rows);
  const x = coded.of('x');
  expect(x).toMatchObject({ codes: Int32Array.of(1, 2, 0, 1), counts: Int32Array.of(1, 2), missing: 1 });
  expect(coded.of('x')).toBe(x);
  expect(coded.among(rows.slice()).of('x')).toBe(x);
  expect(coded.sample(4).of('x')).toBe(x);
  expect(coded.sample(3)).toBe(coded.sample(3));
  expect(coded.sample(3).rows.length).toBe(3);
  expect(coded.among(Int32Array.of(1, 2)).of('x')).toMatchObject({ codes: Int32Array.of(1, 0), missing: 1 });
  expect(() => coded.of('z')).toThrow(RangeError);
});

test('columns beyond the cells that are kept are coded again, to the same codes', () => {
  const coded = codedColumns(table, rows, 8);
  const [x, level, yes] = ['x', 'level', 'yes'].map((name) => coded.of(name));
  expect(coded.of('x')).toBe(x);
  expect(coded.of('level')).toBe(level);
  expect(coded.of('yes')).not.toBe(yes);
  expect(coded.of('yes')).toEqual(yes);
});
