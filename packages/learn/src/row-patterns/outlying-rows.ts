import { log, quantile } from '@tend/kernels';
import type { BinnedColumn } from './bin-columns.ts';
import { isolationScores } from './isolation-forest.ts';

/** Rows that few random cuts set apart from all others. */
export interface OutlyingRows {
  /** Rows looked at: all, or an even sample. */
  readonly n: number;
  readonly isSample: boolean;
  /** Scores above this are outlying: three times as far above the median score as the 95% quantile, and at least 0.6. */
  readonly fence: number;
  readonly rows: number;
  /** In how many outlying rows a column holds what at most 2% of the rows reach, on both sides together; of at least 5 rows, most first. */
  readonly oddIn: readonly { readonly column: string; readonly rows: number }[];
  /** Outlying rows without such a cell: only their combination is odd. */
  readonly jointly: number;
}

const mostRows = 50_000;
const leastRows = 100;
/** With one column, its outlying values say as much. */
const leastColumns = 2;
const leastScore = 0.6;
/** Scores fall off like an exponential tail: of noise in 10 columns, one row in 5,000 lies beyond. */
const tailLengths = 2.3;
const oddShare = 0.02;
const leastShared = 5;

/**
 * Scores rows by an isolation forest over numbers (missing ones as the median) and over how frequent a text is, and counts
 * those far beyond the rest. Deterministic; at most 50,000 rows, spread evenly. Undefined for fewer than
 * 100 rows or 2 columns; texts that mostly differ are left out. `valuesOf`: the numbers behind the codes, row by row.
 */
export function outlyingRows(
  binned: readonly BinnedColumn[],
  valuesOf: (column: string) => Float64Array | undefined,
): OutlyingRows | undefined {
  const all = binned[0]?.codes.length ?? 0;
  const columns = binned.filter((column) => !isFreeText(column, all));
  if (all < leastRows || columns.length < leastColumns) return undefined;
  const n = Math.min(all, mostRows);
  const sample = Int32Array.from({ length: n }, (_, i) => Math.floor((i * all) / n));
  const width = columns.length;
  const dense = new Float64Array(n * width);
  const rarity = columns.map(tailShares);
  for (const [c, column] of columns.entries()) {
    const values = cutValues(column, valuesOf(column.column), sample);
    for (let i = 0; i < n; i++) dense[i * width + c] = values[i] as number;
  }
  const scores = isolationScores({ values: dense, width }, 1);
  const sorted = scores.toSorted();
  const middle = quantile(sorted, 0.5);
  const fence = Math.max(leastScore, middle + tailLengths * (quantile(sorted, 0.95) - middle));
  const counts = new Int32Array(width);
  let rows = 0;
  let jointly = 0;
  for (let i = 0; i < n; i++) {
    if ((scores[i] as number) <= fence) continue;
    rows++;
    let odd = 0;
    for (let c = 0; c < width; c++) {
      const code = columns[c]?.codes[sample[i] as number] as number;
      if ((rarity[c]?.[code] as number) > oddShare) continue;
      counts[c] = (counts[c] as number) + 1;
      odd++;
    }
    if (odd === 0) jointly++;
  }
  const oddIn = columns
    .map(({ column }, c) => ({ column, rows: counts[c] as number }))
    .filter((one) => one.rows >= leastShared)
    .sort((a, b) => b.rows - a.rows);
  return { n, isSample: n < all, fence, rows, oddIn, jointly };
}

/** Texts of which most differ: how rare one is says nothing. */
function isFreeText({ levels, counts }: BinnedColumn, n: number): boolean {
  return levels !== undefined && counts.filter((rows) => rows > 0).length > n / 2;
}

/** What the forest cuts of each of these rows: a number, or the logarithm of how many rows share the text. */
function cutValues(column: BinnedColumn, values: Float64Array | undefined, rows: Int32Array): Float64Array {
  const { codes, counts, sorted } = column;
  const taken = new Float64Array(rows.length);
  if (values === undefined || sorted === undefined) {
    const frequencies = Float64Array.from(counts, (count) => log(count + 1));
    for (let i = 0; i < taken.length; i++) taken[i] = frequencies[codes[rows[i] as number] as number] as number;
    return taken;
  }
  const middle = sorted.length === 0 ? 0 : quantile(sorted, 0.5);
  for (let i = 0; i < taken.length; i++) {
    const value = values[rows[i] as number] as number;
    taken[i] = Number.isNaN(value) ? middle : value;
  }
  return taken;
}

/** Of each code the share of rows that go as far: twice the smaller side of a number, the share of a text, that of missing. */
function tailShares(column: BinnedColumn): Float64Array {
  const { codes, counts, sorted } = column;
  const shares = Float64Array.from(counts, (rows) => rows / codes.length);
  if (sorted === undefined) return shares;
  let below = 0;
  const present = sorted.length;
  for (let code = 1; code < counts.length; code++) {
    const own = counts[code] as number;
    const tail = Math.min(below + own, present - below);
    shares[code] = Math.min(1, (2 * tail) / Math.max(1, present));
    below += own;
  }
  return shares;
}
