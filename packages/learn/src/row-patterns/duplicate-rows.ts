import type { Table } from '@tend/table';
import { rowDigests } from '../split-checks/row-digests.ts';

/** Rows that equal an earlier row in every column. */
export interface DuplicateRows {
  readonly n: number;
  readonly duplicates: number;
  /** Different rows that occur more than once. */
  readonly groups: number;
  readonly columns: number;
}

/** Counts equal rows over these columns by digests of 52 bits; a missing cell equals a missing cell. RangeError for an unknown column. */
export function duplicateRows(table: Table, rows: Int32Array, columns: readonly string[]): DuplicateRows {
  if (columns.length === 0) return { n: rows.length, duplicates: 0, groups: 0, columns: 0 };
  const digests = rowDigests(table, columns, rows).digests.sort();
  let duplicates = 0;
  let groups = 0;
  for (let i = 1; i < digests.length; i++) {
    if (digests[i] !== digests[i - 1]) continue;
    duplicates++;
    if (i === 1 || digests[i - 1] !== digests[i - 2]) groups++;
  }
  return { n: rows.length, duplicates, groups, columns: columns.length };
}
