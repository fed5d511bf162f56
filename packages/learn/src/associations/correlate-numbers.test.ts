import { columnPairs, ranks } from '@tend/kernels';
import { numericColumn } from '@tend/table';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allPairs, correlateNumbers } from './correlate-numbers.ts';
import { type DenseNumber, denseColumn } from './dense-column.ts';
import { missingRows } from './missing-rows.ts';

const rowCount = 40;

/** Few different values and gaps, so that columns miss the same rows, some of them or others. */
const column = fc.array(
  fc.oneof(
    fc.integer({ min: -2, max: 2 }),
    fc.constant(null),
    fc.nat(64).map((part) => 1e6 + part / 64),
  ),
  {
    minLength: rowCount,
    maxLength: rowCount,
  },
);

function pearson(x: readonly number[], y: readonly number[]): number {
  const mean = (list: readonly number[]): number => list.reduce((sum, value) => sum + value, 0) / list.length;
  const [mx, my] = [mean(x), mean(y)];
  const about = (a: readonly number[], ma: number, b: readonly number[], mb: number): number =>
    a.reduce((sum, value, i) => sum + (value - ma) * (b[i]! - mb), 0);
  return about(x, mx, y, my) / Math.sqrt(about(x, mx, x, mx) * about(y, my, y, my));
}

test('each pair is correlated over the rows where both are present, whatever others miss', () => {
  fc.assert(
    fc.property(fc.array(column, { minLength: 2, maxLength: 5 }), fc.boolean(), (lists, isTwice) => {
      // The first column once more, so that two of them miss the same rows.
      const all = isTwice ? [...lists, lists[0]!] : lists;
      const rows = Int32Array.from({ length: rowCount }, (_, row) => row);
      const dense = all.map((list, i) => denseColumn(numericColumn(`c${i}`, 'number', list), rows) as DenseNumber);
      const missing = missingRows(dense);
      const correlationOf = correlateNumbers(
        columnPairs('plain'),
        dense.map((number, i) => ({ dense: number, missing: missing[i]! })),
        allPairs(all.length),
        5,
      );
      for (const [i, a] of all.entries())
        for (let j = i + 1; j < all.length; j++) {
          const present = rows.filter((row) => a[row] !== null && all[j]![row] !== null);
          const [x, y] = [a, all[j]!].map((list) => Array.from(present, (row) => list[row]!)) as [number[], number[]];
          const found = correlationOf([i, j]);
          const varies = (list: readonly number[]): boolean => new Set(list.map((value) => value + 0)).size > 1;
          if (present.length < 5 || !varies(x) || !varies(y)) {
            expect(found).toBeUndefined();
            continue;
          }
          expect(found?.n).toBe(present.length);
          expect(found?.pearson).toBeCloseTo(pearson(x, y), 7);
          const [rx, ry] = [x, y].map((list) => [...ranks(Float64Array.from(list))]) as [number[], number[]];
          expect(found?.spearman).toBeCloseTo(pearson(rx, ry), 12);
        }
    }),
    { numRuns: 300 },
  );
});
