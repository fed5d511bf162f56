import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ColumnPairs, columnPairs, levelSums } from './column-pairs.ts';

const both: readonly (readonly [string, ColumnPairs])[] = [
  ['compiled', columnPairs('compiled')],
  ['plain', columnPairs('plain')],
];
const [[, compiled], [, plain]] = both as [(typeof both)[0], (typeof both)[0]];

/** More rows than a block holds, and not a multiple of the lanes. */
const rowCount = 2501;
const codes = (seed: number, count: number): Int32Array =>
  Int32Array.from({ length: rowCount }, (_, row) => ((row + 1) * seed) % count);
const absent = Int32Array.of(0, 7, 1023, 1024, 1500, 2047, 2048, 2500);
const isAbsent = new Set(absent);
const whole = (count: number): Float64Array => Float64Array.from({ length: count }, (_, code) => code - 3);
const rowsLeft = Array.from({ length: rowCount }, (_, row) => row).filter((row) => !isAbsent.has(row));

describe.each(both)('%s', (_, pairs) => {
  it('sums products of whole scores over the rows that are left', () => {
    const columns = [7919, 104_729, 1_299_709].map((seed) => ({ codes: codes(seed, 11), scores: whole(11) }));
    const sums = pairs.products(columns, Uint32Array.of(0, 1, 2, 0, 1, 1), absent);
    const score = (column: number, row: number): number => columns[column]!.codes[row]! - 3;
    const expected = [
      [0, 1],
      [2, 0],
      [1, 1],
    ].map(([a, b]) => rowsLeft.reduce((sum, row) => sum + score(a!, row) * score(b!, row), 0));
    expect([...sums]).toEqual(expected);
  });

  it('sums powers and ranks by level over the rows that are left, missing levels apart', () => {
    const number = { codes: codes(7919, 9), values: whole(9), ranks: whole(9).map((x) => 2 * x) };
    const levels = [3, 6].map((count) => ({
      codes: Uint8Array.from(codes(104_729, count + 1)),
      levels: count,
    }));
    const found = pairs.sumsByLevel(levels, number, absent);
    expect(found.length).toBe(2);
    for (const [i, column] of levels.entries())
      for (let level = 0; level < column.levels; level++) {
        const values = rowsLeft.filter((row) => column.codes[row] === level).map((row) => number.codes[row]! - 3);
        const powers = [0, 1, 2, 3, 4].map((power) => values.reduce((sum, x) => sum + x ** power, 0));
        const ranks = [values.reduce((sum, x) => sum + 2 * x, 0), values.reduce((sum, x) => sum + 4 * x * x, 0)];
        const sums = found[i]!.subarray(level * levelSums, (level + 1) * levelSums);
        expect([...sums]).toEqual([...powers, ...ranks, 0]);
      }
  });

  it('counts pairs of levels where both are present', () => {
    const a = { codes: Uint8Array.from(codes(7919, 251)), levels: 250 };
    const b = { codes: Uint8Array.from(codes(104_729, 4)), levels: 3 };
    const expected = new Float64Array(250 * 3);
    for (let row = 0; row < rowCount; row++)
      if (a.codes[row]! < 250 && b.codes[row]! < 3) expected[a.codes[row]! * 3 + b.codes[row]!]! += 1;
    expect(pairs.counts(a, b)).toEqual(expected);
  });
});

it('both implementations give the same bits', () => {
  const column = fc.array(fc.double({ noNaN: true, min: -1e100, max: 1e100 }), { minLength: 100, maxLength: 100 });
  fc.assert(
    fc.property(column, column, fc.uniqueArray(fc.nat(99)), (x, y, gone) => {
      const rows = Int32Array.from({ length: 100 }, (_, row) => row);
      const left = Int32Array.from(gone).sort();
      const columns = [x, y].map((list) => ({ codes: rows, scores: Float64Array.from(list) }));
      const levels = [{ codes: Uint8Array.from(x, (value) => Math.abs(value) % 4), levels: 3 }];
      const number = { codes: rows, values: Float64Array.from(x), ranks: Float64Array.from(y) };
      const asked = Uint32Array.of(0, 1, 1, 1);
      expect(compiled.products(columns, asked, left)).toStrictEqual(plain.products(columns, asked, left));
      expect(compiled.sumsByLevel(levels, number, left)).toStrictEqual(plain.sumsByLevel(levels, number, left));
    }),
    { numRuns: 200 },
  );
});
