import { hash32, type WholeRange, wholeRange } from '@tend/kernels';
import { type Column, columnOf, type Table, type TextColumn } from '@tend/table';
import { valuesAt } from '../recipe/values-at.ts';

/**
 * A number below 2^52 for each of the rows: the sum of digests of its cells, so that the digest of one cell can be taken out
 * again. Rows with equal cells have equal digests; of a million different rows two agree by chance once in 9,000 tables.
 */
export interface RowDigests {
  readonly rows: Int32Array;
  readonly digests: Float64Array;
  /** The digests without the cells of one column, by its place in the list of columns. */
  without(column: number): Float64Array;
}

const modulus = 2 ** 52;

/** Digests over these columns; missing is a value of its own. RangeError for an unknown column. */
export function rowDigests(table: Table, columns: readonly string[], rows: Int32Array): RowDigests {
  const read = columns.map((name) => columnOf(table, name));
  const digests = new Float64Array(rows.length);
  for (const [place, column] of read.entries()) {
    const cells = cellDigests(column, place, rows);
    for (let i = 0; i < rows.length; i++) digests[i] = below((digests[i] as number) + (cells[i] as number));
  }
  return {
    rows,
    digests,
    without(place) {
      const column = read[place];
      if (column === undefined) throw new RangeError(`column ${place} of ${read.length}`);
      const cells = cellDigests(column, place, rows);
      for (let i = 0; i < rows.length; i++) cells[i] = below((digests[i] as number) - (cells[i] as number) + modulus);
      return cells;
    },
  };
}

/** The remainder of a sum of two digests, which is exact; `%` would take most of the time, and so would a branch that no one can foresee. */
function below(sum: number): number {
  return sum - modulus * Number(sum >= modulus);
}

function cellDigests(column: Column, place: number, rows: Int32Array): Float64Array {
  const cells = column.kind === 'text' ? codesAt(column, rows) : valuesAt(column, rows);
  const range = wholeRange(cells);
  // Of few different cells each is digested once; the last place is that of missing ones.
  const distinct = range === undefined || 2 * range.span > cells.length ? cells : eachOf(range);
  const digests = digestsOf(distinct, place);
  if (range === undefined || distinct === cells) return digests;
  const { low, span } = range;
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i] as number;
    cells[i] = digests[Number.isNaN(cell) ? span : cell - low] as number;
  }
  return cells;
}

function codesAt({ codes }: TextColumn, rows: Int32Array): Float64Array {
  const taken = new Float64Array(rows.length);
  for (let i = 0; i < taken.length; i++) taken[i] = codes[rows[i] as number] ?? -1;
  return taken;
}

function eachOf({ low, span }: WholeRange): Float64Array {
  return Float64Array.from({ length: span + 1 }, (_, at) => (at < span ? low + at : Number.NaN));
}

/** Digests of cells, which they replace. */
function digestsOf(cells: Float64Array, place: number): Float64Array {
  // Adding 0 makes one zero of two; a missing number has one pattern of bits.
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i] as number;
    cells[i] = Number.isNaN(cell) ? Number.NaN : cell + 0;
  }
  const words = new Uint32Array(cells.buffer);
  const seed = Math.imul(place, 0x9e3779b1);
  for (let i = 0; i < cells.length; i++) {
    const first = words[2 * i] as number;
    const high = hash32((words[2 * i + 1] as number) ^ seed, first);
    const low = hash32(high, first ^ place);
    cells[i] = (high >>> 12) * 2 ** 32 + low;
  }
  return cells;
}
