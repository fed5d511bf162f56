import fc from 'fast-check';
import { expect, it } from 'vitest';
import { selectQuantile } from './select-quantile.ts';

it('is the first value, in order, with more than the share of the weight at or below it', () => {
  const pairs = fc.array(
    fc.record({ value: fc.integer({ min: -9, max: 9 }), weight: fc.integer({ min: 1, max: 4 }) }),
    {
      minLength: 1,
      maxLength: 60,
    },
  );
  fc.assert(
    fc.property(pairs, fc.integer({ min: 0, max: 16 }), (list, sixteenths) => {
      const [values, weights] = [
        [-100, ...list.map((p) => p.value), 100],
        [1, ...list.map((p) => p.weight), 1],
      ];
      const repeated = list.flatMap(({ value, weight }) => new Array<number>(weight).fill(value)).sort((a, b) => a - b);
      const expected = repeated[Math.min(repeated.length - 1, Math.floor((sixteenths / 16) * repeated.length))];
      const moved = Float64Array.from(values);
      expect(selectQuantile(moved, Float64Array.from(weights), 1, list.length + 1, sixteenths / 16)).toBe(expected);
      expect([moved[0], moved.at(-1)]).toEqual([-100, 100]);
      expect([...moved].sort()).toEqual(values.toSorted());
    }),
  );
  expect(selectQuantile(new Float64Array(), new Float64Array(), 0, 0, 0.5)).toBeNaN();
});
