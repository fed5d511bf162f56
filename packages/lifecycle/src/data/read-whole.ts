import { type InferredColumn, loadColumns, type Table } from '@tend/table';
import type { Ports } from '../ports.ts';

/** A file or address whole in memory, and how its columns were read. */
export interface WholeTable {
  readonly table: Table;
  readonly columns: readonly InferredColumn[];
}

/** Reads a file or address without a charter: no row may misfit. TND-1004, TND-1201. */
export async function readWhole(ports: Pick<Ports, 'tables'>, source: string): Promise<WholeTable> {
  const reading = await ports.tables.read({ source, columns: {}, missing: {}, maxRejected: '0%' });
  try {
    return { table: await loadColumns(reading.table), columns: reading.columns };
  } finally {
    await reading.close();
  }
}
