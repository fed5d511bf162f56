import type { ColumnContract } from '@tend/protocol';
import type { StoredTable } from '@tend/table';
import { proposeTerms } from './propose-contract.ts';

/** The contract that these rows of a stored table propose, of which one column is loaded at a time. */
export async function proposeReference(
  stored: StoredTable,
  rows: Int32Array,
): Promise<Readonly<Record<string, ColumnContract>>> {
  const terms: [string, ColumnContract][] = [];
  for (const { name } of stored.schema) terms.push([name, proposeTerms(await stored.column(name), rows)]);
  // fromEntries defines properties: a column named __proto__ stays a column.
  return Object.fromEntries(terms);
}
