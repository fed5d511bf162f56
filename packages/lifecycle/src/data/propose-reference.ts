import type { ColumnContract } from '@tend/protocol';
import type { StoredTable } from '@tend/table';
import { proposeTerms } from './propose-contract.ts';

/**
 * The contract that these rows of a stored table propose, of which one column is loaded at a time. Of the column that names a
 * person nothing is proposed that states values.
 */
export async function proposeReference(
  stored: StoredTable,
  rows: Int32Array,
  keyColumn: string | undefined,
): Promise<Readonly<Record<string, ColumnContract>>> {
  const terms: [string, ColumnContract][] = [];
  for (const { name } of stored.schema) {
    const proposed = proposeTerms(await stored.column(name), rows);
    terms.push([name, name === keyColumn ? termsWithoutValues(proposed) : proposed]);
  }
  // fromEntries defines properties: a column named __proto__ stays a column.
  return Object.fromEntries(terms);
}

/** Terms that hold no value of the column: a contract is a record, which no withdrawal can edit. */
export function termsWithoutValues(terms: ColumnContract): ColumnContract {
  const { values: _values, levels: _levels, min: _min, max: _max, ...rest } = terms;
  return rest;
}
