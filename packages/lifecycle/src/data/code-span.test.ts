import { numericColumn, tableOf } from '@tend/table';
import { expect, test } from 'vitest';
import { proposeContract } from './propose-contract.ts';

/** The range that is proposed for whole numbers of 1,200 rows. */
function rangeOf(name: string, make: (row: number) => number): readonly unknown[] {
  const values = Array.from({ length: 1200 }, (_, row) => make(row));
  const terms = proposeContract(tableOf([numericColumn(name, 'integer', values)]))[name];
  return [terms?.min, terms?.max];
}

test.each([
  ['Month', 1, 12, [1, 12]],
  ['month', 0, 11, [0, 11]],
  ['hour', 0, 23, [0, 23]],
  ['dep_hour', 5, 22, [0, 23]],
  ['DayOfWeek', 1, 7, [1, 7]],
  ['weekday', 0, 6, [0, 6]],
  ['day', 1, 31, [1, 31]],
  ['month', 1, 9, [1, 12]],
])('what the calendar counts has its span: %s seen from %d to %d', (name, low, high, span) => {
  expect(rangeOf(name, (row) => low + (row % (high - low + 1)))).toEqual(span);
});

test('few whole numbers that fill their span are codes, and have no slack', () => {
  expect(rangeOf('season', (row) => 1 + (row % 4))).toEqual([1, 4]);
  expect(rangeOf('grade', (row) => (row % 10) - 2)).toEqual([-2, 7]);
});

test.each<readonly [string, (row: number) => number]>([
  ['doors', (row) => (row % 2 === 0 ? 2 : 4)],
  ['children', (row) => (row < 20 ? 6 : row % 6)],
  ['age', (row) => 18 + (row % 70)],
])('quantities keep their slack: a gap, thin tails, many numbers (%s)', (name, make) => {
  const values = Array.from({ length: 1200 }, (_, row) => make(row));
  expect(rangeOf(name, make)[1]).toBeGreaterThan(Math.max(...values));
});

test('a name from the calendar does not narrow what was seen', () => {
  expect(rangeOf('tenure_month', (row) => row % 73)).toEqual([0, 80]);
});
