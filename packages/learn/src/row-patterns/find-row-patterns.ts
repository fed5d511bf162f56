import { columnOf, type Table } from '@tend/table';
import type { LeakTarget } from '../explore/leak-target.ts';
import { valuesAt } from '../recipe/values-at.ts';
import { type BinnedColumn, binColumns } from './bin-columns.ts';
import { type DuplicateRows, duplicateRows } from './duplicate-rows.ts';
import { type NearDuplicateRows, nearDuplicateRows } from './near-duplicate-rows.ts';
import { type OutlyingCells, outlyingCells } from './outlying-cells.ts';
import { type OutlyingRows, outlyingRows } from './outlying-rows.ts';
import { searchedRows } from './searched-rows.ts';

/** Equal, nearly equal and outlying rows and cells, counted. */
export interface RowPatterns {
  /** Over all columns of the table. */
  readonly duplicates: DuplicateRows;
  /** Rows that near ones and outliers were searched in: all, or an even sample. */
  readonly n: number;
  readonly isSample: boolean;
  readonly near?: NearDuplicateRows;
  readonly outlying?: OutlyingRows;
  readonly cells: readonly OutlyingCells[];
}

export interface RowPatternOptions {
  readonly columns: readonly string[];
  readonly target?: LeakTarget;
  /** `binColumns` of the same rows and columns, where all rows are searched and it is there already. */
  readonly binned?: readonly BinnedColumn[];
}

/** Searches these rows for twins and for what lies far from the rest. RangeError for an unknown column. */
export function findRowPatterns(table: Table, rows: Int32Array, options: RowPatternOptions): RowPatterns {
  const { columns, target } = options;
  const searched = searchedRows(rows, columns.length);
  const isSample = searched.length < rows.length;
  const binned = (isSample ? undefined : options.binned) ?? binColumns(table, searched, columns);
  const classes = target === undefined ? undefined : classesOf(target, searched);
  const near = nearDuplicateRows(binned, classes);
  const outlying = outlyingRows(binned, (name) => {
    const column = columnOf(table, name);
    return column.kind === 'text' ? undefined : valuesAt(column, searched);
  });
  return {
    duplicates: duplicateRows(
      table,
      rows,
      table.columns.map(({ name }) => name),
    ),
    n: searched.length,
    isSample,
    ...(near === undefined ? {} : { near }),
    ...(outlying === undefined ? {} : { outlying }),
    cells: binned.flatMap((column) => outlyingCells(column) ?? []),
  };
}

function classesOf(target: LeakTarget, rows: Int32Array): Int32Array | undefined {
  if (target.type === 'number') return undefined;
  const codes = target.type === 'binary' ? target.y : target.codes;
  const classes = new Int32Array(rows.length);
  for (let i = 0; i < classes.length; i++) classes[i] = codes[rows[i] as number] ?? -1;
  return classes;
}
