import { interpolate } from './interpolate.ts';
import { quantile } from './quantile.ts';

/** Fewer values are sorted whole. */
const leastForSample = 20_000;
const sampleSize = 16_384;

/**
 * The quantiles at these shares of the values that are not missing (NaN), of type 7 (Hyndman and Fan 1996) as `quantile` gives them
 * of sorted values; NaN where there are none. A sample bounds each, and only what lies within the bounds is sorted (Floyd and
 * Rivest 1975): exact, and linear in time unless the order of the values conspires with the sample.
 */
export function selectQuantiles(values: Float64Array, shares: readonly number[]): readonly number[] {
  let count = 0;
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i])) count++;
  if (count < leastForSample) {
    const sorted = values.filter((value) => !Number.isNaN(value)).sort();
    return shares.map((share) => quantile(sorted, share));
  }
  const sample = sampleOf(values, count);
  return shares.map((share) => selectOne(values, count, share, sample));
}

/** Evenly spread over the present values, ascending. */
function sampleOf(values: Float64Array, count: number): Float64Array {
  const sample = new Float64Array(sampleSize);
  let seen = 0;
  let taken = 0;
  for (let i = 0; i < values.length && taken < sampleSize; i++) {
    const value = values[i] as number;
    if (Number.isNaN(value)) continue;
    if (seen * sampleSize >= taken * count) sample[taken++] = value;
    seen++;
  }
  return sample.sort();
}

function selectOne(values: Float64Array, count: number, share: number, sample: Float64Array): number {
  const position = share * (count - 1);
  const place = share * (sampleSize - 1);
  // Four standard deviations of the quantile's place in the sample, and one for each end.
  const margin = Math.ceil(4 * Math.sqrt(sampleSize * share * (1 - share))) + 1;
  for (let reach = margin; ; reach *= 8) {
    const low = sample[Math.floor(place) - reach] ?? Number.NEGATIVE_INFINITY;
    const high = sample[Math.ceil(place) + reach] ?? Number.POSITIVE_INFINITY;
    const found = between(values, low, high);
    const first = Math.floor(position) - found.below;
    if (first < 0 || first + (position > Math.floor(position) ? 1 : 0) >= found.inside) continue;
    // Bounds that are one value leave nothing to sort.
    if (low === high) return low;
    found.values.sort();
    const lower = found.values[first] as number;
    const upper = found.values[Math.min(first + 1, found.inside - 1)] as number;
    // As `quantile` does it, so that both give the same to the last bit.
    return interpolate(lower, upper, position - Math.floor(position));
  }
}

interface Between {
  readonly below: number;
  readonly inside: number;
  /** Those inside; none are kept where the bounds are one value. */
  readonly values: Float64Array;
}

function between(values: Float64Array, low: number, high: number): Between {
  let below = 0;
  let inside = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value < low) below++;
    else if (value <= high) inside++;
  }
  const kept = new Float64Array(low === high ? 0 : inside);
  if (low !== high)
    for (let i = 0, at = 0; i < values.length; i++) {
      const value = values[i] as number;
      if (value >= low && value <= high) kept[at++] = value;
    }
  return { below, inside, values: kept };
}
