import type { Table } from '@tend/table';
import type { ColumnProfile } from './column-profile.ts';
import { profileColumn } from './profile-column.ts';

/** What a table holds: the profiles of its columns, and what they add up to. */
export interface TableProfile {
  readonly rowCount: number;
  /** Cells without a value, of `rowCount` times the columns. */
  readonly missingCells: number;
  readonly columns: readonly ColumnProfile[];
}

/** Profiles all columns of a table, or some rows of them. */
export function profileTable(table: Table, rows?: Int32Array): TableProfile {
  const columns = table.columns.map((column) => profileColumn(column, rows));
  return {
    rowCount: rows?.length ?? table.rowCount,
    missingCells: columns.reduce((sum, { missing }) => sum + missing, 0),
    columns,
  };
}
