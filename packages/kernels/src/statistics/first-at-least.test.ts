import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstAbove } from './first-above.ts';
import { firstAtLeast } from './first-at-least.ts';

test('are the numbers of those below a bound, and of those at or below it', () => {
  const value = fc.oneof(
    fc.integer({ min: -4, max: 4 }),
    fc.constantFrom(-Infinity, Infinity, -0),
    fc.double({ noNaN: true }),
  );
  fc.assert(
    fc.property(fc.array(value, { maxLength: 40 }), value, (list, bound) => {
      const ascending = Float64Array.from(list).sort();
      expect(firstAtLeast(ascending, bound)).toBe(list.filter((one) => one < bound).length);
      expect(firstAbove(ascending, bound)).toBe(list.filter((one) => one <= bound).length);
    }),
  );
});
