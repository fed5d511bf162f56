import type { DataSource } from '@tend/protocol';
import { type InferredColumn, loadColumns, type Table } from '@tend/table';
import type { Ports } from '../ports.ts';

/** A source whole in memory, and how its columns were read. */
export interface WholeTable {
  readonly table: Table;
  readonly columns: readonly InferredColumn[];
}

/** Reads a source without a charter; no row may misfit unless the limit says so. TND-1004, TND-1201. */
export async function readWhole(
  ports: Pick<Ports, 'tables'>,
  source: DataSource,
  maxRejected: string | number = '0%',
): Promise<WholeTable> {
  const reading = await ports.tables.read({ source, columns: {}, missing: {}, maxRejected });
  try {
    return { table: await loadColumns(reading.table), columns: reading.columns };
  } finally {
    await reading.close();
  }
}
