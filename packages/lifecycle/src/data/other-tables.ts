import type { Charter } from '@tend/protocol';
import type { StoredTable } from '@tend/table';
import type { Ports, SourceReading } from '../ports.ts';

/** The tables that checks name beside the source: files or addresses, read as the source is. */
export interface OtherTables {
  /** SHA-256 by name: what a finished stage read. */
  readonly digests: Readonly<Record<string, string>>;
  open(name: string): Promise<StoredTable>;
  close(): Promise<void>;
}

/** Reads every table that the checks of a charter name. TND-1004, TND-1201 as for the source. */
export async function openOtherTables(ports: Pick<Ports, 'tables'>, { data }: Charter): Promise<OtherTables> {
  const readings = new Map<string, SourceReading>();
  const close = async () => {
    for (const reading of readings.values()) await reading.close();
  };
  try {
    for (const check of data.checks)
      if ('other_table_name' in check && !readings.has(check.other_table_name)) {
        const { missing, maxRejected } = data;
        const request = { source: check.other_table_name, columns: {}, missing, maxRejected };
        readings.set(check.other_table_name, await ports.tables.read(request));
      }
  } catch (error) {
    await close();
    throw error;
  }
  return {
    digests: Object.fromEntries([...readings].map(([name, { digest }]) => [name, digest])),
    open: async (name) => {
      const reading = readings.get(name);
      if (reading === undefined) throw new RangeError(`the table ${name} was not opened`);
      return reading.table;
    },
    close,
  };
}
