import { quantile } from './quantile.ts';

/** First and third quartile. */
export interface Quartiles {
  readonly first: number;
  readonly third: number;
}

/** Fewer values are sorted whole. */
const leastForSample = 50_000;
const sampleSize = 16_384;
/** Four standard deviations of a quartile's place in a sample of this size: beyond them lies one place in ten thousand. */
const margin = Math.ceil(4 * Math.sqrt(sampleSize * 0.25 * 0.75));

/**
 * The quartiles of the values that are neither missing (NaN) nor `except`, of type 7 (Hyndman and Fan 1996) as `quantile`
 * gives them of sorted values; NaN where there are none. A sample bounds each quartile, and only what lies within the bounds
 * is sorted (Floyd and Rivest 1975): exact, and linear in time unless the order of the values conspires with the sample.
 */
export function quartiles(values: Float64Array, except: number = Number.NaN): Quartiles {
  const count = countOf(values, except);
  const whole = (): Quartiles =>
    quartilesOf(within(values, except, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY));
  if (count < leastForSample) return whole();
  const sample = sampleOf(values, except, count);
  const first = quantileWithin(values, except, sample, count, 0.25);
  const third = quantileWithin(values, except, sample, count, 0.75);
  return first === undefined || third === undefined ? whole() : { first, third };
}

function quartilesOf({ values }: Within): Quartiles {
  values.sort();
  return { first: quantile(values, 0.25), third: quantile(values, 0.75) };
}

function countOf(values: Float64Array, except: number): number {
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    // No value equals NaN, so without an exception nothing is left out.
    if (!Number.isNaN(value) && value !== except) count++;
  }
  return count;
}

function sampleOf(values: Float64Array, except: number, count: number): Float64Array {
  const sample = new Float64Array(sampleSize);
  let seen = 0;
  let taken = 0;
  for (let i = 0; i < values.length && taken < sampleSize; i++) {
    const value = values[i] as number;
    if (Number.isNaN(value) || value === except) continue;
    if (seen * sampleSize >= taken * count) sample[taken++] = value;
    seen++;
  }
  return sample.sort();
}

/** The quantile, if it lies where the sample says; undefined otherwise. */
function quantileWithin(
  values: Float64Array,
  except: number,
  sample: Float64Array,
  count: number,
  share: number,
): number | undefined {
  const place = Math.floor(share * (sampleSize - 1));
  const found = within(values, except, sample[place - margin] as number, sample[place + margin] as number);
  const position = share * (count - 1);
  const below = Math.floor(position) - found.below;
  if (below < 0 || below + 1 >= found.values.length) return undefined;
  found.values.sort();
  const low = found.values[below] as number;
  const high = found.values[below + 1] as number;
  // As `quantile` does it, so that both give the same to the last bit.
  return low === high ? low : low + (position - Math.floor(position)) * (high - low);
}

interface Within {
  /** How many counted values are below the bounds. */
  readonly below: number;
  readonly values: Float64Array;
}

function within(values: Float64Array, except: number, low: number, high: number): Within {
  let found = new Float64Array(1024);
  let below = 0;
  let length = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value < low) {
      if (value !== except) below++;
    } else if (value <= high && value !== except) {
      if (length === found.length) {
        const grown = new Float64Array(2 * length);
        grown.set(found);
        found = grown;
      }
      found[length++] = value;
    }
  }
  return { below, values: found.subarray(0, length) };
}
