import type { Charter } from '@tend/protocol';
import type { StoredTable } from '@tend/table';
import type { Workbench } from '../stage/workbench.ts';
import { convertStored } from './convert-units.ts';

/**
 * The source as it stands, in the units of the contract; a column is converted when it is loaded. TND-1004, TND-1201,
 * TND-1001; TND-1203 from the columns themselves.
 */
export async function convertedTable(bench: Workbench, charter: Charter): Promise<StoredTable> {
  const { table } = await bench.reading();
  return convertStored(table, charter.data.contract, charter.data.time?.column);
}
