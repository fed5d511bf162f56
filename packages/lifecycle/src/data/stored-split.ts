import type { Charter } from '@tend/protocol';
import { loadColumns, type StoredTable } from '@tend/table';
import { type RowSplit, splitRows } from './split-rows.ts';

/** The split of a stored table, of which only the column that the rule goes by is loaded. TND-1204, TND-1001. */
export async function storedSplit(charter: Charter, stored: StoredTable, outcomes: Int8Array): Promise<RowSplit> {
  const { split, seed, data } = charter;
  const needed = split.by === 'time' ? data.time?.column : split.by === 'group' ? split.column : undefined;
  const present = stored.schema.filter(({ name }) => name === needed).map(({ name }) => name);
  return splitRows(await loadColumns(stored, present), outcomes, split, seed, data.time?.column);
}
