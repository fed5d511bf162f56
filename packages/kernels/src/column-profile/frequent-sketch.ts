import { mergeValueCounts, type ValueCounts } from './value-counts.ts';

/**
 * The most frequent values, ascending, with counts that are at most `shortfall` too small; a value that is not listed stands in at
 * most that many rows. Source: Misra and Gries 1982, merged as in Agarwal et al. 2012: the shortfall is at most 1/1025 of the rows.
 */
export interface FrequentSketch extends ValueCounts {
  readonly shortfall: number;
}

/** So many values are listed at most. */
export const frequentKept = 1024;

/** The most frequent of these values. */
export function frequentSketch(all: ValueCounts): FrequentSketch {
  return shorten(all, 0);
}

/** The most frequent values of two parts together. */
export function mergeFrequentSketches(a: FrequentSketch, b: FrequentSketch): FrequentSketch {
  return shorten(mergeValueCounts(a, b), a.shortfall + b.shortfall);
}

/** Takes from every count the largest count that finds no place, which leaves at most `frequentKept` of them. */
function shorten(all: ValueCounts, shortfall: number): FrequentSketch {
  if (all.values.length <= frequentKept) return { values: all.values, counts: all.counts, shortfall };
  const taken = nextLargest(all.counts);
  const kept = countAbove(all.counts, taken);
  const values = new Float64Array(kept);
  const counts = new Uint32Array(kept);
  for (let i = 0, to = 0; to < kept; i++) {
    const count = all.counts[i] as number;
    if (count <= taken) continue;
    values[to] = all.values[i] as number;
    counts[to++] = count - taken;
  }
  return { values, counts, shortfall: shortfall + taken };
}

/** The largest count behind the `frequentKept` largest: the smallest that at most so many exceed. */
function nextLargest(counts: Uint32Array): number {
  // Most values of a column of many stand in one row or two.
  let [low, high] = [0, 1];
  while (countAbove(counts, high) > frequentKept) [low, high] = [high, 2 * high];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (countAbove(counts, middle) > frequentKept) low = middle;
    else high = middle;
  }
  return high;
}

function countAbove(counts: Uint32Array, threshold: number): number {
  let above = 0;
  for (let i = 0; i < counts.length; i++) if ((counts[i] as number) > threshold) above++;
  return above;
}
