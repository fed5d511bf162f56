import fc from 'fast-check';
import { expect, test } from 'vitest';
import { valueRuns } from './value-runs.ts';

test('different values are counted with their positives, missing ones left out', () => {
  const cell = fc.record({
    value: fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constant(Number.NaN), fc.constant(0.5)),
    outcome: fc.integer({ min: 0, max: 1 }),
  });
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 60 }), (cells) => {
      const runs = valueRuns(
        Float64Array.from(cells, ({ value }) => value),
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
      expect([...runs.sorted]).toEqual(present.map(({ value }) => value).sort((a, b) => a - b));
    }),
  );
});
