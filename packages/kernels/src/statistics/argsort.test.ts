import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomStream } from '../random/random-stream.ts';
import { argsort } from './argsort.ts';
import { radixOrder } from './radix-order.ts';
import { sortedPresent } from './sorted-present.ts';
import { wholeRange } from './whole-range.ts';

const n = 5000;

function drawn(draw: (uniform: number, i: number) => number): Float64Array {
  const random = randomStream(3);
  return Float64Array.from({ length: n }, (_, i) => draw(random.uniform(), i));
}

const columns: Readonly<Record<string, Float64Array>> = {
  'whole numbers': drawn((u) => Math.floor(u * 300) - 40),
  'whole numbers far apart': drawn((u) => Math.floor((u - 0.5) * 1e9)),
  'whole numbers beyond 31 bits': drawn((u) => Math.floor(u * 9) * 2 ** 40),
  'cents of both signs': drawn((u) => Math.round((u - 0.5) * 1e4) / 100),
  'in order already': drawn((_, i) => Math.floor(i / 3) / 2),
  'one value': drawn(() => 7),
  'both zeros': drawn((u) => (u < 0.3 ? -0 : u < 0.6 ? 0 : u < 0.8 ? -1 : 1)),
  'tiny and huge': drawn((u, i) => [5e-324, -5e-324, 1e308, -1e308, 1e-300, u][i % 6] ?? 0),
  infinities: drawn((u) => (u < 0.1 ? Number.POSITIVE_INFINITY : u < 0.2 ? Number.NEGATIVE_INFINITY : u - 0.5)),
};

function byComparing(values: Float64Array): number[] {
  const before = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0);
  return [...values.keys()].sort((a, b) => before(values[a]!, values[b]!) || a - b);
}

test.each(Object.entries(columns))('%s sort as comparing does, equal ones in row order', (_, values) => {
  expect([...argsort(values)]).toEqual(byComparing(values));
  const withMissing = values.map((value, i) => (i % 7 === 0 ? Number.NaN : value));
  expect(sortedPresent(withMissing)).toEqual(withMissing.filter((value) => !Number.isNaN(value)).sort());
});

test('bits order as the numbers do', () => {
  fc.assert(
    fc.property(fc.float64Array({ noNaN: true, maxLength: 50 }), (values) => {
      expect([...radixOrder(values)]).toEqual(byComparing(values));
    }),
  );
});

test('only whole numbers close together are counted', () => {
  expect(wholeRange(Float64Array.of(5, Number.NaN, -3))).toEqual({ low: -3, span: 9 });
  for (const values of [[0.5], [2 ** 31], [-0], [0, 1e6], [Number.POSITIVE_INFINITY], [Number.NaN], []])
    expect(wholeRange(Float64Array.from(values))).toBeUndefined();
});
