import { formatNumber } from '@tend/protocol/number-format';
import type { Column, StoredTable } from '@tend/table';
import { countOf, type Fault } from './fault.ts';
import { type RowHashes, rowHashes } from './row-hashes.ts';

/** Counts rows that repeat an earlier row in every cell, from columns that come one at a time. */
export interface DuplicateSearch {
  /** Takes in the next column. */
  add(column: Column): void;
  /** A column tells all rows apart: none repeats another, and nothing more need be taken in. */
  ruleOut(): void;
  /** The count, exact: rows of equal hash are compared cell by cell, for which the columns are loaded once more. */
  count(table: Pick<StoredTable, 'schema' | 'column'>): Promise<number>;
}

/** A search over tables of this many rows; equal missing cells are equal. */
export function duplicateSearch(rowCount: number, hashes: RowHashes = rowHashes(rowCount)): DuplicateSearch {
  let columnCount = 0;
  let isRuledOut = false;
  return {
    add(column) {
      if (!isRuledOut) hashes.add(column);
      columnCount++;
    },
    ruleOut() {
      isRuledOut = true;
    },
    async count(table) {
      if (columnCount === 0 || isRuledOut) return 0;
      let duplicates = 0;
      let rows = new Int32Array(rowCount).map((_, row) => row);
      // Rows that differ from the first of their hash are compared among themselves: with 64 bits there are hardly any.
      while (rows.length > 1) {
        const pairs = hashes.pairs(rows);
        if (pairs.rows.length === 0) break;
        const differs = new Uint8Array(pairs.rows.length);
        for (const { name } of table.schema) markDifferent(await table.column(name), pairs, differs);
        rows = pairs.rows.filter((_, i) => differs[i] === 1);
        duplicates += pairs.rows.length - rows.length;
      }
      return duplicates;
    },
  };
}

/** Rows, each with an earlier row of the same hash. */
interface RowPairs {
  readonly rows: Int32Array;
  readonly earlier: Int32Array;
}

function markDifferent(column: Column, { rows, earlier }: RowPairs, differs: Uint8Array): void {
  const values = column.kind === 'text' ? column.codes : column.values;
  for (let i = 0; i < rows.length; i++) {
    const [own, other] = [values[rows[i] ?? -1] ?? Number.NaN, values[earlier[i] ?? -1] ?? Number.NaN];
    if (own !== other && !(Number.isNaN(own) && Number.isNaN(other))) differs[i] = 1;
  }
}

/** Rows that repeat an earlier one, as a fault. */
export function duplicateRowFaults(count: number, rowCount: number): readonly Fault[] {
  if (count === 0) return [];
  const share = count / rowCount;
  const message = `${countOf(count, 'row')} of ${formatNumber(rowCount)} ${count === 1 ? 'repeats' : 'repeat'} an earlier row exactly`;
  return [{ kind: 'duplicate rows', subject: 'rows', message, count, share, severity: 'warn' }];
}
