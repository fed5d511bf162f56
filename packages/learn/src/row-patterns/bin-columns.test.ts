import { numericColumn, tableOf } from '@tend/table';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type BinnedColumn, binColumns } from './bin-columns.ts';

function bin(values: readonly number[]): BinnedColumn {
  const rows = Int32Array.from(values.keys());
  const [binned] = binColumns(tableOf([numericColumn('x', 'number', Float64Array.from(values))]), rows, ['x']);
  if (binned === undefined) throw new Error('expected a column');
  return binned;
}

const cell = fc.oneof({ weight: 9, arbitrary: fc.integer({ min: -400, max: 400 }) }, fc.constant(Number.NaN));

test('whole numbers, which are counted, get the bins of their halves, which are compared', () => {
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1, maxLength: 700 }), (values) => {
      // One half makes sure that they are no whole numbers; halving changes no other digit.
      const [whole, halved] = [bin([...values, 1]), bin([...values, 1].map((value) => value / 2))];
      expect(halved.codes).toEqual(whole.codes);
      expect(halved.counts).toEqual(whole.counts);
      expect(halved.cuts?.map((cut) => 2 * cut)).toEqual(whole.cuts);
      expect(halved.sorted?.map((value) => 2 * value)).toEqual(whole.sorted);
    }),
    { numRuns: 60 },
  );
});

test('a code says between which cuts a value lies, and rows of each are counted', () => {
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1, maxLength: 700 }), (values) => {
      const { codes, counts, cuts = new Float64Array() } = bin(values);
      const own = new Int32Array(cuts.length + 1);
      for (const [i, value] of values.entries()) {
        const code = codes[i] ?? -1;
        own[code]!++;
        const isBetween = value <= (cuts[code - 1] ?? 0) && (code === 1 || value > (cuts[code - 2] ?? 0));
        expect(Number.isNaN(value) ? code === 0 : isBetween).toBe(true);
      }
      expect(counts).toEqual(own);
    }),
    { numRuns: 60 },
  );
});
