import { numericColumn, tableOf } from '@tend/table';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { missingBlock } from './missing-block.ts';
import { missingFlags } from './missing-flags.ts';

/** What the best of all stretches is worth: a missing cell 1, a present one -9. */
function bestWorth(isMissing: readonly boolean[]): number {
  let best = 0;
  for (let from = 0; from < isMissing.length; from++)
    for (let to = from, worth = 0; to < isMissing.length; to++) {
      worth += isMissing[to] ? 1 : -9;
      best = Math.max(best, worth);
    }
  return best;
}

test('a block is worth as much as the best of all stretches', () => {
  const dense = fc.array(fc.oneof({ weight: 14, arbitrary: fc.constant(true) }, fc.constant(false)), {
    minLength: 21,
    maxLength: 60,
  });
  const sparse = fc.array(fc.oneof({ weight: 60, arbitrary: fc.constant(false) }, fc.constant(true)), {
    minLength: 70,
    maxLength: 90,
  });
  let found = 0;
  fc.assert(
    fc.property(sparse, dense, sparse, (before, block, after) => {
      const isMissing = [...before, ...block, ...after];
      const table = tableOf([
        numericColumn(
          'x',
          'number',
          Float64Array.from(isMissing, (is) => (is ? Number.NaN : 1)),
        ),
      ]);
      const [flag] = missingFlags(table, Int32Array.from(isMissing.keys()), ['x']);
      const one = flag && missingBlock(flag, isMissing.length);
      if (one === undefined) return;
      found++;
      const inside = isMissing.slice(one.from - 1, one.to);
      expect(inside.filter((is) => is)).toHaveLength(one.missing);
      expect(one.missing - 9 * (inside.length - one.missing)).toBe(bestWorth(isMissing));
      expect([inside[0], inside.at(-1)]).toEqual([true, true]);
    }),
    { numRuns: 200, seed: 5 },
  );
  expect(found).toBeGreaterThan(30);
});
