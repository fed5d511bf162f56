import fc from 'fast-check';
import { expect, it } from 'vitest';
import { numericColumn, textColumn } from '../columns.ts';
import { changedCells } from './changed-cells.ts';
import { countSameRows } from './count-same-rows.ts';
import { matchRows } from './match-rows.ts';

const row = fc.tuple(fc.option(fc.constantFrom('a', 'b', 'c')), fc.option(fc.constantFrom(0, 1, 2.5)));
type Row = readonly [string | null, number | null];
const table = fc.array(row, { maxLength: 12 });
const columnsOf = (rows: readonly Row[]) => [
  textColumn(
    'name',
    rows.map(([name]) => name),
  ),
  numericColumn(
    'size',
    'number',
    rows.map(([, size]) => size),
  ),
];
const spelled = (row: Row): string => JSON.stringify(row);
const countOf = (rows: readonly Row[], wanted: string): number => rows.filter((row) => spelled(row) === wanted).length;

it('matches rows whose key stands once on both sides, and counts every other row once', () => {
  fc.assert(
    fc.property(table, table, (before, after) => {
      const match = matchRows(columnsOf(before), columnsOf(after));
      const keys = [...new Set([...before, ...after].filter((row) => !row.includes(null)).map(spelled))];
      const counts = keys.map((key) => [countOf(before, key), countOf(after, key)] as const);
      expect([...match.before].map((at) => spelled(before[at] ?? [null, null]))).toEqual(
        [...match.after].map((at) => spelled(after[at] ?? [null, null])),
      );
      expect(match.before.length).toBe(counts.filter(([b, a]) => b === 1 && a === 1).length);
      expect(match.removed.length).toBe(counts.filter(([b, a]) => b === 1 && a === 0).length);
      expect(match.added.length).toBe(counts.filter(([b, a]) => b === 0 && a === 1).length);
      expect(match.repeatedKeys).toBe(counts.filter(([b, a]) => b > 1 || a > 1).length);
      const { removed, added, repeatedRows, withoutKey } = match;
      expect(match.before.length + removed.length + repeatedRows.before + withoutKey.before).toBe(before.length);
      expect(match.after.length + added.length + repeatedRows.after + withoutKey.after).toBe(after.length);
    }),
  );
});

it('counts the rows of a multiset that both tables hold', () => {
  fc.assert(
    fc.property(table, table, (before, after) => {
      const rows = [...new Set([...before, ...after].map(spelled))];
      const same = rows.reduce((sum, row) => sum + Math.min(countOf(before, row), countOf(after, row)), 0);
      expect(countSameRows(columnsOf(before), columnsOf(after))).toBe(same);
    }),
  );
});

it('finds the cells that differ', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(row, row)), (pairs) => {
      const before = columnsOf(pairs.map(([row]) => row));
      const after = columnsOf(pairs.map(([, row]) => row));
      const rows = Int32Array.from(pairs.keys());
      for (const at of [0, 1] as const) {
        const [b, a] = [before[at], after[at]];
        if (b === undefined || a === undefined) throw new Error('two columns');
        expect([...changedCells(b, a, { before: rows, after: rows })]).toEqual(
          pairs.map(([was, now]) => (was[at] === now[at] ? 0 : 1)),
        );
      }
    }),
  );
  const [text, number] = columnsOf([['a', 1]]);
  if (text === undefined || number === undefined) throw new Error('two columns');
  expect(() => changedCells(text, number, { before: Int32Array.of(0), after: Int32Array.of(0) })).toThrow(
    /cannot be compared/,
  );
});
