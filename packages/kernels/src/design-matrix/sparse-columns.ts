import type { Entries } from './entries.ts';

/** Which columns of a matrix are mostly 0, and the other values of those. */
export interface SparseColumns {
  /** Places in the list of columns. */
  readonly dense: Int32Array;
  readonly sparse: Int32Array;
  /** Entries of a block of rows stand together: starts[block * (sparse.length + 1) + k] is where those of column k begin. */
  readonly entries: Entries;
}

/** Below this share of values that are not 0, walking them costs less than walking all rows. */
const sparseShare = 0.2;
/** Values of a column that are looked at before all of them are. */
const probes = 1024;

/** Sorts the columns at `columns` in `values` by how many of their values are 0; blocks have `blockRows` rows. */
export function sparseColumns(
  values: Float32Array,
  rowCount: number,
  columns: Int32Array,
  blockRows: number,
): SparseColumns {
  const all = Int32Array.from(columns.keys());
  const isSparse = columns.map((column) => {
    const step = Math.max(1, Math.floor(rowCount / probes));
    const start = column * rowCount;
    return share(values, start, start + rowCount, step) < 2 * sparseShare &&
      share(values, start, start + rowCount, 1) < sparseShare
      ? 1
      : 0;
  });
  const dense = all.filter((f) => isSparse[f] === 0);
  const sparse = all.filter((f) => isSparse[f] === 1);
  let total = 0;
  for (const f of sparse) total += countOthers(values, (columns[f] as number) * rowCount, rowCount);
  const blockCount = Math.ceil(rowCount / blockRows);
  const starts = new Uint32Array(blockCount * (sparse.length + 1));
  const rows = new Uint16Array(total);
  const others = new Float32Array(total);
  let at = 0;
  for (let block = 0; block < blockCount; block++) {
    const from = block * blockRows;
    const until = Math.min(rowCount, from + blockRows);
    const first = block * (sparse.length + 1);
    for (const [k, f] of sparse.entries()) {
      starts[first + k] = at;
      const column = (columns[f] as number) * rowCount;
      for (let r = from; r < until; r++) {
        const value = values[column + r] as number;
        if (value === 0) continue;
        rows[at] = r - from;
        others[at++] = value;
      }
    }
    starts[first + sparse.length] = at;
  }
  return { dense, sparse, entries: { starts, rows, values: others } };
}

/** The share of values other than 0 among every `step`-th one. */
function share(values: Float32Array, start: number, end: number, step: number): number {
  let count = 0;
  let seen = 0;
  for (let i = start; i < end; i += step, seen++) if (values[i] !== 0) count++;
  return count / seen;
}

function countOthers(values: Float32Array, start: number, length: number): number {
  let count = 0;
  for (let i = start; i < start + length; i++) if (values[i] !== 0) count++;
  return count;
}
