import { quickselect } from '../column-scans/quickselect.ts';
import { interpolate } from './interpolate.ts';
import { quantile } from './quantile.ts';

/** Fewer values are sorted whole. */
const leastForSample = 20_000;
const sampleSize = 8192;

/**
 * The quantiles at these shares of the values that are not missing (NaN), of type 7 (Hyndman and Fan 1996) as `quantile` gives them
 * of sorted values; NaN where there are none. A sample bounds each, and only what lies within the bounds is searched (Floyd and
 * Rivest 1975): exact, and linear in time unless the order of the values conspires with the sample.
 */
export function selectQuantiles(values: Float64Array, shares: readonly number[]): readonly number[] {
  let count = 0;
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i] as number)) count++;
  const sample = count < leastForSample ? new Float64Array(0) : sampleOf(values);
  // Missing values may stand just where the sample looks.
  if (sample.length < sampleSize / 8) {
    const sorted = values.filter((value) => !Number.isNaN(value)).sort();
    return shares.map((share) => quantile(sorted, share));
  }
  return shares.map((share) => selectOne(values, count, share, sample));
}

/** Present values at places that are evenly spread, ascending. */
function sampleOf(values: Float64Array): Float64Array {
  const sample = new Float64Array(sampleSize);
  let taken = 0;
  for (let i = 0; i < sampleSize; i++) {
    const value = values[Math.floor((i * values.length) / sampleSize)] as number;
    if (!Number.isNaN(value)) sample[taken++] = value;
  }
  return sample.subarray(0, taken).sort();
}

function selectOne(values: Float64Array, count: number, share: number, sample: Float64Array): number {
  const position = share * (count - 1);
  const below = Math.floor(position);
  const place = share * (sample.length - 1);
  // Four standard deviations of the quantile's place in the sample, and one for each end.
  const margin = Math.ceil(4 * Math.sqrt(sample.length * share * (1 - share))) + 1;
  for (let reach = margin; ; reach *= 8) {
    const low = sample[Math.floor(place) - reach] ?? Number.NEGATIVE_INFINITY;
    const high = sample[Math.ceil(place) + reach] ?? Number.POSITIVE_INFINITY;
    const found = between(values, low, high);
    const first = below - found.below;
    const hasNext = position > below;
    if (first < 0 || first + Number(hasNext) >= found.inside.length) continue;
    // Bounds that are one value leave nothing to search.
    if (low === high) return low;
    const lower = quickselect(found.inside, first);
    // What was selected stands behind all that are less, so that only what follows can be next.
    const upper = hasNext ? least(found.inside, first + 1) : lower;
    // As `quantile` does it, so that both give the same to the last bit.
    return interpolate(lower, upper, position - below);
  }
}

/** How many values lie below the bounds, and those within them. */
function between(
  values: Float64Array,
  low: number,
  high: number,
): { readonly below: number; readonly inside: Float64Array } {
  let below = 0;
  let inside = 0;
  // Each is written, and kept where the place moves on: a branch would be taken at random.
  let kept = new Float64Array((values.length >> 4) + 1);
  for (let i = 0; i < values.length; i++) {
    if (inside === kept.length) {
      const longer = new Float64Array(2 * kept.length);
      longer.set(kept);
      kept = longer;
    }
    const value = values[i] as number;
    kept[inside] = value;
    below += Number(value < low);
    inside += Number(value >= low) & Number(value <= high);
  }
  return { below, inside: kept.subarray(0, inside) };
}

function least(values: Float64Array, from: number): number {
  let found = Number.POSITIVE_INFINITY;
  for (let i = from; i < values.length; i++) {
    const value = values[i] as number;
    if (value < found) found = value;
  }
  return found;
}
