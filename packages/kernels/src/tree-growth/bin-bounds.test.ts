import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binBounds as boundsOf } from './bin-bounds.ts';
import { countDistinct } from './distinct-values.ts';

const binBounds = (column: Float32Array, bins: number): Float32Array => boundsOf(countDistinct(column), bins);

describe('binBounds', () => {
  it('parts few distinct values in the middle, missing values left out', () => {
    const column = Float32Array.of(1, 1, 1, 2, 2, 2, Number.NaN, 4, 4, 4);
    expect([...binBounds(column, 255)]).toEqual([1.5, 3]);
  });

  it('joins values of fewer than three rows with the next', () => {
    expect([...binBounds(Float32Array.of(1, 2, 3, 4, 5, 6), 255)]).toEqual([3.5]);
  });

  it('cuts continuous values into bins of equal count, as LightGBM', () => {
    const column = Float32Array.from({ length: 10_000 }, (_, i) => ((i * 7919) % 10_000) / 8);
    const bounds = binBounds(column, 10);
    expect([...bounds]).toEqual(Array.from({ length: 9 }, (_, i) => Math.fround(((i + 1) * 1000 - 0.5) / 8)));
  });

  it('gives a value that fills a bin alone its own', () => {
    const column = Float32Array.from({ length: 1000 }, (_, i) => (i < 500 ? 3 : i / 1000 + (i % 2 === 0 ? 2 : 3)));
    const bounds = [...binBounds(column, 8)];
    const around = bounds.filter((bound) => bound > 2.9 && bound < 3.51);
    expect(around.some((bound) => bound < 3)).toBe(true);
    expect(around.some((bound) => bound >= 3)).toBe(true);
  });

  it('knows infinities, neighbours without a float32 between them, empty and constant columns', () => {
    const { NEGATIVE_INFINITY: low, POSITIVE_INFINITY: high } = Number;
    expect([...binBounds(Float32Array.of(low, low, low, 0, 0, 0, high, high, high), 255)]).toEqual([low, 0]);
    const next = Math.fround(1 + 2 ** -23);
    expect([...binBounds(Float32Array.of(1, 1, 1, next, next, next), 255)]).toEqual([1]);
    expect(binBounds(new Float32Array(), 255)).toHaveLength(0);
    expect(binBounds(new Float32Array(9).fill(Number.NaN), 255)).toHaveLength(0);
    expect(binBounds(new Float32Array(9).fill(2), 255)).toHaveLength(0);
  });

  it('never exceeds the bins asked for, ascends, and parts only present values', () => {
    const values = fc.array(fc.float({ noDefaultInfinity: false }), { maxLength: 300 });
    fc.assert(
      fc.property(values, fc.integer({ min: 2, max: 255 }), (list, bins) => {
        const column = Float32Array.from(list);
        const bounds = binBounds(column, bins);
        expect(bounds.length).toBeLessThan(bins);
        for (const [i, bound] of bounds.entries()) {
          if (i > 0) expect(bound).toBeGreaterThan(bounds[i - 1]!);
          expect(column.some((v) => v <= bound)).toBe(true);
          expect(column.some((v) => v > bound)).toBe(true);
        }
      }),
    );
  });
});
