import { type Charter, Problem } from '@tend/protocol';
import type { Column, StoredTable } from '@tend/table';
import type { Ports, RejectedRow } from '../ports.ts';
import { cellsOf } from './cells-of.ts';
import { keepRows } from './keep-rows.ts';
import { type WithdrawnKeys, withdrawnKeys } from './withdrawn-keys.ts';
import { withdrawnText } from './withdrawn-text.ts';

/** What is left of a source once the rows of withdrawn persons are out. */
export interface Remaining {
  readonly table: StoredTable;
  readonly rejected: readonly RejectedRow[];
  /** Rows that were left out. */
  readonly leftOut: number;
  /** Ids of all withdrawals: a taking before another one is another taking. */
  readonly withdrawals: readonly string[];
}

/**
 * Leaves out the rows of withdrawn persons, and empties the text of rejected rows that hold such a key. TND-3109 where the
 * charter does not name the key column, or it is not in the table: then nobody can tell whose rows these are.
 */
export async function withoutWithdrawn(
  ports: Pick<Ports, 'store' | 'secrets' | 'sha256' | 'utf8'>,
  charter: Charter,
  { table, rejected }: Pick<Remaining, 'table' | 'rejected'>,
): Promise<Remaining> {
  const keys = await withdrawnKeys(ports);
  if (keys === undefined) return { table, rejected, leftOut: 0, withdrawals: [] };
  const { key } = charter.data;
  if (key === undefined || !table.schema.some(({ name }) => name === key))
    throw new Problem('TND-3109', {
      message: 'persons have withdrawn their data, and the key that names a person is not known here',
      expected: key === undefined ? 'data.key in tend.yaml' : `the column "${key}" that data.key names`,
      came: key === undefined ? 'none' : 'no such column',
      next: ['name the column under data.key in tend.yaml'],
    });
  const kept = keptRows(await table.column(key), table.rowCount, keys);
  return {
    table: kept.length === table.rowCount ? table : keepRows(table, kept),
    rejected: rejected.map((row) => (holdsWithdrawn(row.text, keys) ? withoutText(row) : row)),
    leftOut: table.rowCount - kept.length,
    withdrawals: keys.ids,
  };
}

function keptRows(column: Column, rowCount: number, keys: WithdrawnKeys): Int32Array {
  if (column.kind === 'text') {
    const isOut = column.dictionary.map((value) => keys.has(value));
    return Int32Array.from(Array(rowCount).keys()).filter((row) => isOut[column.codes[row] ?? -1] !== true);
  }
  const known = new Map<number, boolean>();
  return Int32Array.from(Array(rowCount).keys()).filter((row) => {
    const value = column.values[row] ?? Number.NaN;
    if (Number.isNaN(value)) return true;
    const isOut = known.get(value) ?? keys.has(value);
    known.set(value, isOut);
    return !isOut;
  });
}

/** A row that misfits has no cells: its text is cut at the usual delimiters. */
function holdsWithdrawn(text: string, keys: WithdrawnKeys): boolean {
  return cellsOf(text).some((cell) => keys.has(cell));
}

function withoutText(row: RejectedRow): RejectedRow {
  return { ...row, came: withdrawnText, text: withdrawnText };
}
