import { madeGoldenRows } from '@tend/learn';
import type { StoredTable } from '@tend/table';
import { keepRows } from '../withdrawn/index.ts';
import { type ErasedRows, eraseRows } from './erase-rows.ts';
import type { PersonKey } from './person-key.ts';

/**
 * As `eraseRows`, of the golden rows of a model. Where they were kept before the charter named the key column, nobody can tell whose
 * they are: then all training rows among them go, and the made ones stay. A table that is the predictions of another tool is none.
 */
export async function eraseGoldenRows(
  stored: StoredTable,
  keyColumn: string,
  key: PersonKey,
): Promise<ErasedRows | undefined> {
  const [first] = stored.schema;
  const hasKeyColumn = stored.schema.some(({ name }) => name === keyColumn);
  if (hasKeyColumn || first === undefined) return eraseRows(stored, keyColumn, key);
  const made = madeGoldenRows({ rowCount: stored.rowCount, columns: [await stored.column(first.name)] });
  if (made.length === 0) return eraseRows(stored, keyColumn, key);
  if (made.length === stored.rowCount) return undefined;
  return { table: keepRows(stored, made), rows: made, erasedCount: stored.rowCount - made.length };
}
