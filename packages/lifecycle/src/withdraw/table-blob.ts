import { Problem } from '@tend/protocol';
import { MalformedTable, type StoredTable } from '@tend/table';
import type { Ports } from '../ports.ts';

/** The table of a blob; undefined where it is none. */
export async function tableBlob({ blobs }: Pick<Ports, 'blobs'>, digest: string): Promise<StoredTable | undefined> {
  try {
    return await blobs.openTable(digest);
  } catch (error) {
    // A blob whose bytes have changed is for the audit to name: nothing can be said about what it holds.
    if (error instanceof MalformedTable || (error instanceof Problem && error.code === 'TND-2002')) return undefined;
    throw error;
  }
}
