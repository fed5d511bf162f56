import { columnScanner } from '@tend/kernels';
import { type Column, cellAt, numericColumn, textColumn } from '@tend/table';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnFacts } from './column-facts.ts';
import { rowKeys } from './row-keys.ts';

const scanner = columnScanner();
const rowCount = 40;
const cells = <T>(value: fc.Arbitrary<T>) =>
  fc.array(fc.option(value, { freq: 4 }), { minLength: rowCount, maxLength: rowCount });
const column = fc.oneof(
  cells(fc.constantFrom('a', 'b', '')).map((list): Column => textColumn('x', list)),
  cells(fc.integer({ min: -2, max: 2 })).map((list): Column => numericColumn('x', 'integer', list)),
  // Wider than what can be told apart by distances, so that keys must be made dense.
  cells(fc.constantFrom(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, 0)).map(
    (list): Column => numericColumn('x', 'integer', list),
  ),
  cells(fc.constantFrom(0, 1e9, 1e12)).map((list): Column => numericColumn('x', 'integer', list)),
  cells(fc.constantFrom(0, -0, 0.5, 1e-300)).map((list): Column => numericColumn('x', 'number', list)),
);

describe('keys of rows', () => {
  test('are equal where all values are, missing ones too', () => {
    fc.assert(
      fc.property(fc.array(column, { minLength: 1, maxLength: 4 }), (columns) => {
        const { keys, count } = rowKeys(columns.map((one) => columnFacts(one, scanner)));
        const keyOf = new Map<string, number>();
        for (let row = 0; row < rowCount; row++) {
          const key = keys[row]!;
          expect(key).toBeGreaterThanOrEqual(0);
          expect(key).toBeLessThan(count);
          const values = JSON.stringify(columns.map((one) => cellAt(one, row)));
          const known = keyOf.get(values) ?? key;
          keyOf.set(values, known);
          expect(key).toBe(known);
        }
        expect(new Set(keys).size).toBe(keyOf.size);
      }),
    );
  });

  test('need a column', () => {
    expect(() => rowKeys([])).toThrow(RangeError);
  });
});
