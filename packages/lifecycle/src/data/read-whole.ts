import { loadColumns, type Table } from '@tend/table';
import type { Ports } from '../ports.ts';

/** A file or address whole in memory, read without a charter: no row may misfit. TND-1004, TND-1201. */
export async function readWhole(ports: Pick<Ports, 'tables'>, source: string): Promise<Table> {
  const reading = await ports.tables.read({ source, columns: {}, missing: {}, maxRejected: '0%' });
  try {
    return await loadColumns(reading.table);
  } finally {
    await reading.close();
  }
}
