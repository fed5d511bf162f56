import type { ColumnKind } from '@tend/table';
import type { DenseColumn, DenseLevels, DenseNumber } from './dense-column.ts';
import { shortNumberBetween } from './short-number-between.ts';

/**
 * What rows of one code have in common. A range holds from < value <= to, null for an open end; dates are days, instants
 * milliseconds. Neither a value nor a level that fewer than five rows share is named.
 */
export type Bin =
  | { readonly type: 'value'; readonly value: number; readonly n: number }
  | { readonly type: 'range'; readonly from: number | null; readonly to: number | null; readonly n: number }
  | { readonly type: 'level'; readonly level: string; readonly n: number }
  | { readonly type: 'others'; readonly levels: number; readonly n: number };

/** A column in few codes: bins of numbers, frequent levels; missing has the code `bins.length`. */
export interface CoarseColumn {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly codes: Uint8Array;
  readonly bins: readonly Bin[];
  readonly missing: number;
}

export interface Coarseness {
  /** At most so many bins of a number, at most 250. */
  readonly bins: number;
  /** At most so many levels, others included, at most 250. */
  readonly levels: number;
  /** No bin and no level (but the others) of fewer rows. */
  readonly leastRows: number;
}

/** No value that fewer rows share is named. */
const leastShared = 5;

/** A column in few codes. Numbers are cut into bins of about equal count that never part equal values. */
export function coarseColumn(dense: DenseColumn, coarseness: Coarseness): CoarseColumn {
  const { bins, placeOf } = dense.as === 'number' ? binned(dense, coarseness) : folded(dense, coarseness);
  // The code of missing, one behind the last, is the last of the bins too.
  placeOf[dense.counts.length] = bins.length;
  return { name: dense.name, kind: dense.kind, codes: placesOf(dense.codes, placeOf), bins, missing: dense.missing };
}

/** The place of each of these codes. */
export function placesOf(codes: Int32Array, placeOf: Uint8Array): Uint8Array {
  const places = new Uint8Array(codes.length);
  for (let i = 0; i < places.length; i++) places[i] = placeOf[codes[i] as number] as number;
  return places;
}

interface Coarse {
  readonly bins: readonly Bin[];
  /** The bin of each code, with room for missing. */
  readonly placeOf: Uint8Array;
}

function binned({ counts, distinct, kind }: DenseNumber, { bins: most, leastRows }: Coarseness): Coarse {
  const ends = binEnds(counts, most, leastRows);
  const placeOf = new Uint8Array(counts.length + 1);
  const isWhole = kind !== 'number';
  const cuts = ends.slice(0, -1).map((end) => shortNumberBetween(distinct[end - 1] ?? 0, distinct[end] ?? 0, isWhole));
  const bins = ends.map((end, bin): Bin => {
    const start = ends[bin - 1] ?? 0;
    let n = 0;
    for (let code = start; code < end; code++) {
      placeOf[code] = bin;
      n += counts[code] ?? 0;
    }
    if (end - start === 1 && n >= leastShared) return { type: 'value', value: distinct[start] ?? 0, n };
    return { type: 'range', from: cuts[bin - 1] ?? null, to: cuts[bin] ?? null, n };
  });
  return { bins, placeOf };
}

/** Behind which codes a bin ends: each is filled until it has its share of the rows that are left. */
function binEnds(counts: Int32Array, most: number, leastRows: number): readonly number[] {
  let left = counts.reduce((sum, count) => sum + count, 0);
  const ends: number[] = [];
  const isFew = counts.length <= most;
  let held = 0;
  for (let code = 0; code < counts.length; code++) {
    held += counts[code] ?? 0;
    const wanted = isFew ? leastRows : Math.max(leastRows, left / (most - ends.length));
    if (held < wanted && code < counts.length - 1) continue;
    // A last bin of too few rows joins the one before.
    if (held < leastRows && ends.length > 0) ends[ends.length - 1] = code + 1;
    else ends.push(code + 1);
    left -= held;
    held = 0;
  }
  return ends;
}

function folded({ counts, labels }: DenseLevels, { levels: most, leastRows }: Coarseness): Coarse {
  const frequent = [...counts.keys()].filter((code) => (counts[code] ?? 0) >= leastRows);
  const present = counts.filter((count) => count > 0).length;
  const kept = present <= most && frequent.length === present ? frequent : frequent.slice(0, most - 1);
  const placeOf = new Uint8Array(counts.length + 1).fill(kept.length);
  for (const [place, code] of kept.entries()) placeOf[code] = place;
  const bins = kept.map((code): Bin => ({ type: 'level', level: labels[code] ?? '', n: counts[code] ?? 0 }));
  const rest = present - kept.length;
  if (rest === 0) return { bins, placeOf };
  const all = counts.reduce((sum, count) => sum + count, 0);
  return {
    bins: [...bins, { type: 'others', levels: rest, n: all - bins.reduce((sum, { n }) => sum + n, 0) }],
    placeOf,
  };
}
