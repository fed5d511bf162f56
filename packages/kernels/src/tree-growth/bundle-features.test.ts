import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binBounds } from './bin-bounds.ts';
import { bundleFeatures } from './bundle-features.ts';
import { countDistinct } from './distinct-values.ts';
import type { FeatureBins } from './feature-bins.ts';
import { columnBin } from './feature-place.ts';

function binsOf(column: Float32Array): FeatureBins {
  const zeros = column.filter((value) => value === 0).length;
  return { bounds: binBounds(countDistinct(column), 255), nonzeroShare: 1 - zeros / column.length };
}

const placesOf = (columns: readonly Float32Array[]): ReturnType<typeof bundleFeatures> =>
  bundleFeatures(columns.map(binsOf), columns[0]!.length, (f) => columns[f]!);

describe('bundleFeatures', () => {
  const category = Array.from({ length: 90 }, (_, row) => row % 9);
  const block = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((k) => Float32Array.from(category, (c) => (c === k ? 1 : 0)));
  const dense = Float32Array.from({ length: 90 }, (_, row) => row / 7 + 1);

  it('puts a one-hot block into one column, with one bin for each of its features', () => {
    const places = placesOf([dense, ...block, dense]);
    expect(places.map(({ column }) => column)).toEqual([0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2]);
    expect(places[0]).not.toHaveProperty('shared');
    expect(places.slice(1, 10).map(({ shared }) => shared?.firstBin)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('keeps features apart that are off 0 together in even one row', () => {
    const other = block[1]!.slice();
    other[0] = 1;
    expect(placesOf([block[0]!, other]).map(({ column }) => column)).toEqual([0, 1]);
  });

  it('gives missing values of a shared feature a bin of their own', () => {
    const some = block[2]!.map((value, row) => (row === 3 ? Number.NaN : value));
    const places = placesOf([block[0]!, some]);
    expect(places.map(({ column }) => column)).toEqual([0, 0]);
    expect([0, 1, 2].map((bin) => columnBin(places[1]!, bin))).toEqual([2, 0, 3]);
  });

  it('never lets two features of a column be off their default in one row, nor a column pass 256 bins', () => {
    const cell = fc.constantFrom(0, 0, 0, 0, 1, 2, Number.NaN);
    const columns = fc.array(fc.array(cell, { minLength: 12, maxLength: 12 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(columns, (lists) => {
        const made = lists.map((list) => Float32Array.from(list));
        const places = placesOf(made);
        for (let row = 0; row < 12; row++) {
          const taken = new Map<number, number>();
          for (const [f, place] of places.entries()) {
            if (place.shared === undefined || made[f]![row] === 0) continue;
            expect(taken.has(place.column)).toBe(false);
            taken.set(place.column, f);
          }
        }
        const used = places.flatMap((place) =>
          Array.from({ length: place.binCount }, (_, bin) => columnBin(place, bin)).map((bin) => [place.column, bin]),
        );
        expect(used.every(([, bin]) => bin! < 256)).toBe(true);
      }),
    );
  });
});
