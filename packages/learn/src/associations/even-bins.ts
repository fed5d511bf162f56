import { type Bin, type CoarseColumn, placesOf } from './coarse-column.ts';
import type { DenseNumber } from './dense-column.ts';

/**
 * A number in bins of one round width between its 1% and its 99% quantile; the outer two are open, so that one wild value
 * does not push all others into one bin.
 */
export function evenBins(dense: DenseNumber, most: number): CoarseColumn {
  const { name, kind, counts, distinct, missing } = dense;
  const [low, high] = [valueAt(dense, 0.01), valueAt(dense, 0.99)];
  const step = roundStep((high - low) / (most - 4), kind !== 'number');
  const first = Math.floor(low / step);
  const last = Math.min(first + most - 1, Math.ceil(high / step));
  const cuts = Float64Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
  const placeOf = new Uint8Array(counts.length + 1);
  const sizes = new Int32Array(cuts.length + 1);
  let place = 0;
  for (let code = 0; code < counts.length; code++) {
    while (place < cuts.length && (distinct[code] ?? 0) > (cuts[place] ?? 0)) place++;
    placeOf[code] = place;
    sizes[place] = (sizes[place] ?? 0) + (counts[code] ?? 0);
  }
  placeOf[counts.length] = sizes.length;
  const bins = [...sizes].map(
    (n, bin): Bin => ({ type: 'range', from: cuts[bin - 1] ?? null, to: cuts[bin] ?? null, n }),
  );
  return { name, kind, codes: placesOf(dense.codes, placeOf), bins, missing };
}

/** The smallest value with at least this share of the rows at or below it. */
function valueAt({ counts, distinct }: DenseNumber, share: number): number {
  let left = share * counts.reduce((sum, count) => sum + count, 0);
  for (const [code, count] of counts.entries()) {
    left -= count;
    if (left <= 0) return distinct[code] ?? 0;
  }
  return distinct[distinct.length - 1] ?? 0;
}

/** The smallest of 1, 2 and 5 times a power of ten that is not below a width. */
function roundStep(width: number, isWhole: boolean): number {
  if (!(width > 0)) return 1;
  let power = 1;
  while (power * 10 <= width) power *= 10;
  while (power > width) power /= 10;
  const step = [1, 2, 5, 10].map((times) => times * power).find((times) => times >= width) ?? width;
  return isWhole ? Math.max(1, Math.round(step)) : step;
}
