import type { Feature } from '../../estimator.ts';
import { binFinder } from '../boosted-trees/feature-bins.ts';
import { rowSample } from '../boosted-trees/row-sample.ts';

/** How the values of one feature become bins 1, 2, ...: by bounds of numbers, or each of some categories by itself. */
export interface FeatureCoding {
  /** Value bin b (from 1) is up to bounds[b - 1]; of categories: of their places in `categories`. */
  readonly bounds: Float32Array;
  /** The categories that have bins of their own, in the order of the bins; the others count as missing. */
  readonly categories?: Int32Array;
}

/** Finds the coding of one feature after the other from its column, with at most `bins` bins each; bounds of numbers from a sample of `seed`. */
export function codingFinder(
  rowCount: number,
  bins: number,
  seed: number,
): (feature: Feature, column: Float32Array) => FeatureCoding {
  const sample = rowSample(rowCount, seed);
  const seen = new Float32Array(sample?.length ?? 0);
  const find = binFinder(sample?.length ?? rowCount, bins, { minRowsInBin: 1 });
  return ({ categories: count }, column) => {
    if (count === undefined) {
      if (sample === undefined) return { bounds: find(column).bounds };
      for (const [i, row] of sample.entries()) seen[i] = column[row] as number;
      return { bounds: find(seen).bounds };
    }
    const categories = frequentCategories(column, count, bins);
    return { bounds: Float32Array.from({ length: Math.max(0, categories.length - 1) }, (_, i) => i + 0.5), categories };
  };
}

/** A column as its coding bounds it: categories as their places, what has none as NaN. */
export function codedColumn(column: Float32Array, { categories }: FeatureCoding): Float32Array {
  if (categories === undefined) return column;
  const places = new Map(Array.from(categories, (category, place) => [category, place]));
  return column.map((value) => places.get(value) ?? Number.NaN);
}

/** The categories of a feature that are not in `categories`, as codes. */
export function rareCategories({ categories: count = 0 }: Feature, categories: Int32Array): readonly number[] {
  const known = new Set(categories);
  return Array.from({ length: count }, (_, code) => code).filter((code) => !known.has(code));
}

/** The `most` categories of the most rows, in ascending order; of equals the first. */
function frequentCategories(column: Float32Array, count: number, most: number): Int32Array {
  const rows = new Map<number, number>();
  for (const value of column)
    if (Number.isInteger(value) && value >= 0 && value < count) rows.set(value, (rows.get(value) ?? 0) + 1);
  const ordered = [...rows].sort(([a, inA], [b, inB]) => inB - inA || a - b);
  return Int32Array.from(ordered.slice(0, most), ([category]) => category).sort();
}
