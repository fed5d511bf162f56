import { hash32 } from '../random/hash32.ts';
import { type RowNumbers, rowNumbers } from './row-numbers.ts';
import { firstRow, type TreeLayout, totalFields } from './tree-layout.ts';

/** The stored gradients of a thread's rows, and where it says how many of them are sampled. */
export interface StoredRows {
  readonly begin: number;
  readonly end: number;
  readonly rowCount: number;
  readonly outputCount: number;
  readonly gradients: RowNumbers;
  readonly hessians: RowNumbers;
  /** Notes how many of the thread's rows are sampled. */
  setSampled(count: number): void;
}

/** The stored gradients in a memory as one of its threads sees them. */
export function storedRows(memory: ArrayBufferLike, layout: TreeLayout, rank: number): StoredRows {
  const { rowCount, outputCount } = layout;
  const totals = new Float64Array(memory, layout.totals + rank * totalFields * 8, totalFields);
  return {
    begin: firstRow(layout, rank),
    end: firstRow(layout, rank + 1),
    rowCount,
    outputCount,
    gradients: rowNumbers(memory, layout, layout.gradients, outputCount * rowCount),
    hessians: rowNumbers(memory, layout, layout.hessians, outputCount * rowCount),
    setSampled(count) {
      totals[2] = count;
    },
  };
}

/**
 * Bagging: of the thread's rows those whose hash with `salt` is below `limit` (of 2^32) keep their stored gradients, the
 * others lose them, for all outputs. A row's fate depends on nothing but its number and the salt.
 */
export function sampleRows(rows: StoredRows, salt: number, limit: number): void {
  const { begin, end } = rows;
  if (limit >= 4294967296) {
    rows.setSampled(end - begin);
    return;
  }
  let sampled = 0;
  for (let row = begin; row < end; row++)
    if (hash32(row, salt) < limit) sampled++;
    else scaleRow(rows, row, 0);
  rows.setSampled(sampled);
}

/** Multiplies the stored gradients of a row by a factor, for all outputs. */
export function scaleRow(
  { rowCount, outputCount, gradients, hessians }: StoredRows,
  row: number,
  factor: number,
): void {
  for (let at = row; at < outputCount * rowCount; at += rowCount) {
    (gradients[at] as number) *= factor;
    (hessians[at] as number) *= factor;
  }
}
