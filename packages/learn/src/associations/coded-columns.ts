import { columnOf, type Table } from '@tend/table';
import { type DenseColumn, denseColumn } from './dense-column.ts';
import { drawRows } from './draw-rows.ts';

/** 12 bytes each. */
const keptCells = 8_000_000;

/** Columns of a table over some rows: each is coded when it is first asked for, once for all that read it. */
export interface CodedColumns {
  readonly table: Table;
  readonly rows: Int32Array;
  /** RangeError for an unknown column. */
  of(name: string): DenseColumn;
  /** The same columns over at most so many of the rows (`drawRows`). */
  sample(most: number): CodedColumns;
  /** The same columns over some of the rows. */
  among(rows: Int32Array): CodedColumns;
}

/** Keeps at most so many cells: of larger tables a column is coded whenever it is asked for. */
export function codedColumns(table: Table, rows: Int32Array, mostCells: number = keptCells): CodedColumns {
  const columns = new Map<string, DenseColumn>();
  const samples = new Map<number, CodedColumns>();
  const whole: CodedColumns = {
    table,
    rows,
    of(name) {
      const known = columns.get(name);
      if (known !== undefined) return known;
      const column = denseColumn(columnOf(table, name), rows);
      if ((columns.size + 1) * rows.length <= mostCells) columns.set(name, column);
      return column;
    },
    sample(most) {
      if (rows.length <= most) return whole;
      const sample = samples.get(most) ?? codedColumns(table, drawRows(rows, most), mostCells);
      samples.set(most, sample);
      return sample;
    },
    // Some of the rows and as many are the same rows.
    among: (some) => (some.length === rows.length ? whole : codedColumns(table, some, mostCells)),
  };
  return whole;
}
