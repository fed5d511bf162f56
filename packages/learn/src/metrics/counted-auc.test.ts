import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countedAuc } from './counted-auc.ts';
import { rocAuc } from './roc-auc.ts';

const level = fc.record({ score: fc.integer({ min: 0, max: 6 }), hits: fc.nat(20), misses: fc.nat(20) });

test('counts by score give the area that the rows give, to the last bit', () => {
  fc.assert(
    fc.property(fc.array(level, { maxLength: 12 }), (levels) => {
      const rows = levels.flatMap(({ score, hits, misses }) => [
        ...Array.from({ length: hits }, () => [1, score / 7] as const),
        ...Array.from({ length: misses }, () => [0, score / 7] as const),
      ]);
      const counted = countedAuc(
        Float64Array.from(levels, ({ score }) => score / 7),
        Float64Array.from(levels, ({ hits, misses }) => hits + misses),
        Float64Array.from(levels, ({ hits }) => hits),
      );
      const y = Float64Array.from(rows, ([outcome]) => outcome);
      expect(counted).toBe(
        rocAuc(
          y,
          Float64Array.from(rows, ([, score]) => score),
        ),
      );
    }),
  );
});
