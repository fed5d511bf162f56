import { numericColumn } from '@tend/table';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { denseColumn } from '../associations/dense-column.ts';
import { valueRuns } from './value-runs.ts';

test('different values are counted with their positives, missing ones left out', () => {
  const cell = fc.record({
    value: fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constant(Number.NaN), fc.constant(0.5)),
    outcome: fc.integer({ min: 0, max: 1 }),
  });
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 60 }), (cells) => {
      const column = numericColumn(
        'x',
        'number',
        cells.map(({ value }) => value),
      );
      const runs = valueRuns(
        denseColumn(column, Int32Array.from(cells.keys())),
        Uint8Array.from(cells, ({ outcome }) => outcome),
      );
      const present = cells.filter(({ value }) => !Number.isNaN(value));
      const distinct = [...new Set(present.map(({ value }) => value))].sort((a, b) => a - b);
      expect([...runs.values]).toEqual(distinct);
      for (const [run, value] of distinct.entries()) {
        const same = present.filter((one) => one.value === value);
        expect(runs.counts[run]).toBe(same.length);
        expect(runs.positives[run]).toBe(same.filter(({ outcome }) => outcome === 1).length);
      }
    }),
  );
});

test('of a truth value only what occurs is a run', () => {
  const column = numericColumn('x', 'boolean', [1, Number.NaN, 1]);
  const runs = valueRuns(denseColumn(column, Int32Array.of(0, 1, 2)), Uint8Array.of(1, 1, 0));
  expect(runs).toEqual({ values: Float64Array.of(1), counts: Int32Array.of(2), positives: Int32Array.of(1) });
});
