import type { Column, StoredTable } from '@tend/table';
import { keepRows } from '../withdrawn/index.ts';
import { holdsKey, type PersonKey } from './person-key.ts';

export interface ErasedRows {
  /** The table without the person's rows; where the key stands in another column of a row that stays, the cell is empty. */
  readonly table: StoredTable;
  /** The rows of the table before that are left, ascending. */
  readonly rows: Int32Array;
  /** Rows that went and cells that were emptied. */
  readonly erasedCount: number;
}

type RowTest = (row: number) => boolean;

/**
 * Takes a person's rows out of a table, a column at a time. Undefined where the key stands nowhere in it. Cells of other
 * columns are looked at only for a distinctive key: a short one stands there by chance.
 */
export async function eraseRows(
  stored: StoredTable,
  keyColumn: string | undefined,
  key: PersonKey,
): Promise<ErasedRows | undefined> {
  const hasKeyColumn = stored.schema.some(({ name }) => name === keyColumn);
  const isTheirs: RowTest =
    keyColumn !== undefined && hasKeyColumn ? isKeyIn(await stored.column(keyColumn), key) : () => false;
  const rows = Int32Array.from(Array(stored.rowCount).keys()).filter((row) => !isTheirs(row));
  const emptied = new Set<string>();
  let erasedCount = stored.rowCount - rows.length;
  if (key.isDistinctive)
    for (const { name } of stored.schema) {
      const holds = standsIn(await stored.column(name), key);
      const count = rows.reduce((sum, row) => sum + (holds(row) ? 1 : 0), 0);
      erasedCount += count;
      if (count > 0) emptied.add(name);
    }
  if (erasedCount === 0) return undefined;
  const emptying: StoredTable = {
    ...stored,
    async column(name) {
      const column = await stored.column(name);
      return emptied.has(name) ? emptyCells(column, standsIn(column, key)) : column;
    },
  };
  return { table: keepRows(emptying, rows), rows, erasedCount };
}

function isKeyIn(column: Column, key: PersonKey): RowTest {
  if (column.kind !== 'text') return (row) => column.values[row] === key.number;
  const code = column.dictionary.indexOf(key.text);
  return (row) => code >= 0 && column.codes[row] === code;
}

function standsIn(column: Column, key: PersonKey): RowTest {
  if (column.kind !== 'text') return isKeyIn(column, key);
  const isHit = column.dictionary.map((text) => holdsKey(text, key));
  return (row) => isHit[column.codes[row] ?? -1] === true;
}

function emptyCells(column: Column, isEmptied: RowTest): Column {
  if (column.kind === 'text')
    return { ...column, codes: column.codes.map((code, row) => (isEmptied(row) ? -1 : code)) };
  return { ...column, values: column.values.map((value, row) => (isEmptied(row) ? Number.NaN : value)) };
}
