import type { Charter } from '@tend/protocol';
import type { Table } from '@tend/table';
import type { Workbench } from '../stage/workbench.ts';
import { convertUnits } from './convert-units.ts';

/** The source as it stands, in the units of the contract. TND-1004, TND-1201, TND-1001, TND-1203. */
export async function convertedTable(bench: Workbench, charter: Charter): Promise<Table> {
  const { table } = await bench.reading();
  return convertUnits(table, charter.data.contract, charter.data.time?.column);
}
