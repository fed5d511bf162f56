import { type Column, numericColumn, parseDate, storedInMemory, tableOf, takeRows, textColumn } from '@tend/table';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { duplicateSearch } from './faults/duplicate-rows.ts';
import { hasRepeatedNumber } from './faults/repeated-number.ts';
import { rowHashes } from './faults/row-hashes.ts';
import { findFaults } from './find-faults.ts';

const n = 2000;
const make = <T>(value: (row: number) => T): T[] => Array.from({ length: n }, (_, row) => value(row));
const messagesOf = async (column: Column, timeColumn?: string) =>
  (
    await findFaults(
      storedInMemory(
        tableOf([
          numericColumn(
            'id',
            'number',
            make((row) => row),
          ),
          column,
        ]),
      ),
      { timeColumn },
    )
  )
    .filter((fault) => fault.subject === column.name)
    .map(({ kind, message, count, severity }) => ({ kind, message, count, severity }));

describe('findFaults', () => {
  test.each<[string, Column, unknown[]]>([
    [
      'nothing',
      numericColumn(
        'x',
        'number',
        make((row) => (row * 7919) % 101),
      ),
      [],
    ],
    [
      'few missing',
      numericColumn(
        'x',
        'number',
        make((row) => (row < 10 ? null : row % 9)),
      ),
      [],
    ],
    [
      'some missing',
      numericColumn(
        'x',
        'number',
        make((row) => (row < 40 ? null : row % 9)),
      ),
      [{ kind: 'missing values', severity: 'info', count: 40, message: '2% of "x" is missing (40 of 2,000)' }],
    ],
    [
      'much missing',
      textColumn(
        'x',
        make((row) => (row < 560 ? null : `k${row % 9}`)),
      ),
      [{ kind: 'missing values', severity: 'warn', count: 560, message: '28% of "x" is missing (560 of 2,000)' }],
    ],
    [
      'empty',
      textColumn(
        'x',
        make(() => null),
      ),
      [{ kind: 'empty column', severity: 'warn', count: 2000, message: '"x" has no value in any of 2,000 rows' }],
    ],
    [
      'constant',
      numericColumn(
        'x',
        'date',
        make(() => 0),
      ),
      [
        {
          kind: 'constant column',
          severity: 'warn',
          count: 2000,
          message: '"x" has one value only, 1970-01-01, in 2,000 rows',
        },
      ],
    ],
    [
      'near-constant',
      numericColumn(
        'x',
        'boolean',
        make((row) => Number(row < 5)),
      ),
      [
        {
          kind: 'near-constant column',
          severity: 'info',
          count: 1995,
          message: '"x" is false in 99.8% of its values; 5 of 2,000 differ',
        },
      ],
    ],
    [
      'identifier',
      textColumn(
        'x',
        make((row) => `k${row}`),
      ),
      [expect.objectContaining({ kind: 'identifier', count: 2000 })],
    ],
    [
      'measurement',
      numericColumn(
        'x',
        'number',
        make((row) => row / 7),
      ),
      [],
    ],
    [
      'spelled missing',
      textColumn(
        'x',
        make((row) => (row < 300 ? 'Unknown' : row < 400 ? 'N/A' : `k${row % 4}`)),
      ),
      [
        {
          kind: 'suspected missing',
          severity: 'info',
          count: 300,
          message: '"Unknown" stands in "x" 300 times of 2,000: a value, or a spelling of missing?',
        },
        {
          kind: 'suspected missing',
          severity: 'info',
          count: 100,
          message: '"N/A" stands in "x" 100 times of 2,000: a value, or a spelling of missing?',
        },
      ],
    ],
    [
      'case and blanks',
      textColumn(
        'x',
        make((row) => (row < 30 ? 'yes ' : row < 50 ? 'YES' : row % 2 === 0 ? 'yes' : 'no')),
      ),
      [
        expect.objectContaining({
          kind: 'inconsistent spelling',
          count: 50,
          message: '"x" spells one value differently: "yes" (975), "yes " (30), "YES" (20); 50 rows of 2,000',
        }),
        expect.objectContaining({
          kind: 'stray blanks',
          count: 30,
          message: '30 values of 2,000 in "x" have blanks around, such as "yes "',
        }),
      ],
    ],
    [
      'sentinel',
      numericColumn(
        'x',
        'integer',
        make((row) => (row % 4 === 0 ? 999 : row % 28)),
      ),
      [
        expect.objectContaining({
          kind: 'suspected sentinel',
          count: 500,
          message: '"x" is 999 in 500 rows of 2,000, far from the next value 27: does it mean missing?',
        }),
      ],
    ],
    [
      'no sentinel',
      numericColumn(
        'x',
        'integer',
        make((row) => row % 1000),
      ),
      [],
    ],
    [
      'extremes',
      numericColumn(
        'x',
        'number',
        make((row) => (row === 3 ? -5e4 : row === 9 ? 1e5 : row % 100)),
      ),
      [
        expect.objectContaining({
          kind: 'extreme values',
          count: 2,
          message: expect.stringContaining(': 100000 the furthest'),
        }),
      ],
    ],
    [
      'tiny categories',
      textColumn(
        'x',
        make((row) => (row < 3 ? `rare ${row}` : `k${row % 7}`)),
      ),
      [
        {
          kind: 'tiny categories',
          severity: 'info',
          count: 3,
          message: '3 of 10 categories of "x" are tiny, 3 rows of 2,000 together',
        },
      ],
    ],
    [
      'free text',
      textColumn(
        'x',
        make((row) => `report ${row % 1500}`),
      ),
      [],
    ],
  ])('%s', async (_name, column, expected) => {
    expect(await messagesOf(column)).toEqual(expected);
  });

  test('order and gaps of the time column', async () => {
    const day = (row: number) => (parseDate('2001-01-01') ?? 0) + Math.floor(row / 10) + (row >= 1000 ? 90 : 0);
    const steady = numericColumn('day', 'date', make(day));
    expect(await messagesOf(steady, 'day')).toEqual([
      { kind: 'gap in time', severity: 'info', count: 1, message: 'no row between 2001-04-10 and 2001-07-10 in "day"' },
    ]);
    expect(await messagesOf(steady)).toEqual([]);
    const swapped = numericColumn(
      'day',
      'date',
      make((row) => day(row === 50 ? 0 : row)),
    );
    expect(await messagesOf(swapped, 'day')).toContainEqual({
      kind: 'rows out of order',
      severity: 'info',
      count: 1,
      message: '1 row of 2,000 stands after a row with a later "day"',
    });
  });

  test('duplicates come right after missing values, warnings before remarks', async () => {
    const once = tableOf([
      numericColumn(
        'id',
        'integer',
        make((row) => row),
      ),
      textColumn(
        'gone',
        make((row) => (row % 2 === 0 ? null : 'a')),
      ),
      textColumn(
        'x',
        make((row) => (row < 3 ? 'none' : `k${row % 7}`)),
      ),
    ]);
    const table = takeRows(once, Int32Array.from([...make((row) => row), 5, 7, 7]));
    expect((await findFaults(storedInMemory(table))).map(({ kind, count }) => [kind, count])).toEqual([
      ['missing values', 1000],
      ['duplicate rows', 3],
      ['constant column', 1003],
      ['suspected missing', 3],
      ['tiny categories', 3],
    ]);
  });

  test('an empty table has no faults', async () => {
    expect(await findFaults(storedInMemory(tableOf([numericColumn('x', 'number', []), textColumn('t', [])])))).toEqual(
      [],
    );
  });
});

test.each(['its hashes', 'hashes that collide'])(
  'duplicates are counted as a set of rows counts them, with %s',
  async (kind) => {
    const cell = fc.constantFrom(0, -0, 1, 2, null);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, fc.constantFrom('a', 'b', null)), { maxLength: 40 }), async (rows) => {
        const table = tableOf([
          numericColumn(
            'x',
            'number',
            rows.map((row) => row[0]),
          ),
          textColumn(
            't',
            rows.map((row) => row[1]),
          ),
        ]);
        const hashes = rowHashes(rows.length);
        const alike = { ...hashes, add: () => {} };
        const search = duplicateSearch(rows.length, kind === 'its hashes' ? hashes : alike);
        for (const column of table.columns) search.add(column);
        const distinct = new Set(rows.map(([x, t]) => JSON.stringify([x === 0 ? 0 : x, t])));
        expect(await search.count(storedInMemory(table))).toBe(rows.length - distinct.size);
      }),
    );
  },
);

test('an identifier is told from numbers of which one repeats, zeros of both signs included', () => {
  const numbers = Float64Array.from({ length: 5000 }, (_, i) => i * 7 - 9000);
  expect(hasRepeatedNumber(numbers)).toBe(false);
  expect(hasRepeatedNumber(numbers.with(4999, -9000))).toBe(true);
  expect(hasRepeatedNumber(Float64Array.of(0, Number.NaN, Number.NaN, 1))).toBe(false);
  expect(hasRepeatedNumber(Float64Array.of(0, 1, -0))).toBe(true);
});
