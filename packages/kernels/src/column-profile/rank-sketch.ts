import type { ValueCounts } from './value-counts.ts';

/**
 * A summary from which ranks are read: ascending values, those of level h standing for 2^h rows each. `over` and `under` bound by how
 * many rows a rank that is read from it may be too large and too small, whatever the data. Source: Munro and Paterson 1980; Manku,
 * Rajagopalan and Lindsay 1998, with the bound counted as it grows.
 */
export interface RankSketch {
  readonly levels: readonly Float64Array[];
  /** How often a level was halved: the lower and the upper value of each pair are kept in turn, so that errors cancel. */
  readonly halvings: number;
  readonly over: number;
  readonly under: number;
}

/** A level longer than this is halved into the next. */
export const levelLength = 4096;

/** The summary of `total` rows with these counts, in at most about `levelLength` values. */
export function rankSketch({ values, counts }: ValueCounts, total: number): RankSketch {
  let level = 0;
  while (total > levelLength * 2 ** level) level++;
  const block = 2 ** level;
  const full = new Float64Array(Math.floor(total / block));
  const levels: Float64Array[] = Array.from({ length: level }, () => new Float64Array());
  levels.push(full);
  // Each block of neighbours is stood for by its middle one; a query cuts one block at most.
  const middle = Math.floor(block / 2);
  let [at, upTo] = [0, counts[0] ?? 0];
  const valueAt = (rank: number): number => {
    while (rank >= upTo) upTo += counts[++at] as number;
    return values[at] as number;
  };
  for (let i = 0; i < full.length; i++) full[i] = valueAt(i * block + middle);
  let rank = full.length * block;
  for (let h = level - 1; h >= 0; h--) {
    const size = 2 ** h;
    if (total - rank < size) continue;
    levels[h] = Float64Array.of(valueAt(rank + Math.floor(size / 2)));
    rank += size;
  }
  return { levels, halvings: 0, over: Math.max(0, block - middle - 1), under: middle };
}

/** The summary of two parts together, the rows of `a` first. */
export function mergeRankSketches(a: RankSketch, b: RankSketch): RankSketch {
  let { over, under, halvings } = {
    over: a.over + b.over,
    under: a.under + b.under,
    halvings: a.halvings + b.halvings,
  };
  const levels: Float64Array[] = [];
  let carried: Float64Array = new Float64Array();
  for (let h = 0; h < Math.max(a.levels.length, b.levels.length) || carried.length > 0; h++) {
    const merged = mergeAscending(mergeAscending(a.levels[h], b.levels[h]), carried);
    if (merged.length <= levelLength) {
      levels.push(merged);
      carried = new Float64Array();
      continue;
    }
    const pairs = merged.length >>> 1;
    const keepsUpper = halvings % 2;
    carried = new Float64Array(pairs);
    for (let i = 0; i < pairs; i++) carried[i] = merged[2 * i + keepsUpper] as number;
    levels.push(merged.slice(2 * pairs));
    if (keepsUpper === 1) under += 2 ** h;
    else over += 2 ** h;
    halvings++;
  }
  return { levels, halvings, over, under };
}

/** The values of a sketch with the rows that each stands for. */
export function sketchedCounts({ levels }: RankSketch): ValueCounts {
  let all: ValueCounts = { values: new Float64Array(), counts: new Uint32Array() };
  for (const [h, level] of levels.entries()) all = mergeWeighted(all, level, 2 ** h);
  return all;
}

function mergeAscending(a: Float64Array | undefined, b: Float64Array | undefined): Float64Array {
  if (a === undefined || a.length === 0) return b ?? new Float64Array();
  if (b === undefined || b.length === 0) return a;
  const merged = new Float64Array(a.length + b.length);
  let [i, j] = [0, 0];
  for (let to = 0; to < merged.length; to++)
    merged[to] =
      j >= b.length || (i < a.length && (a[i] as number) <= (b[j] as number)) ? (a[i++] as number) : (b[j++] as number);
  return merged;
}

function mergeWeighted(all: ValueCounts, level: Float64Array, weight: number): ValueCounts {
  if (level.length === 0) return all;
  const values = new Float64Array(all.values.length + level.length);
  const counts = new Uint32Array(values.length);
  let [i, j, to] = [0, 0, -1];
  while (i < all.values.length || j < level.length) {
    const fromAll = j >= level.length || (i < all.values.length && (all.values[i] as number) <= (level[j] as number));
    const value = (fromAll ? all.values[i] : level[j]) as number;
    const count = fromAll ? (all.counts[i] as number) : weight;
    if (fromAll) i++;
    else j++;
    if (to < 0 || values[to] !== value) values[++to] = value;
    counts[to] = (counts[to] as number) + count;
  }
  return { values: values.subarray(0, to + 1), counts: counts.subarray(0, to + 1) };
}
