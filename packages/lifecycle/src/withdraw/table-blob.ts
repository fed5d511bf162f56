import { MalformedTable, type StoredTable } from '@tend/table';
import type { Ports } from '../ports.ts';

/** The table of a blob; undefined where it is none. TND-3104 as `Blobs.openTable`. */
export async function tableBlob({ blobs }: Pick<Ports, 'blobs'>, digest: string): Promise<StoredTable | undefined> {
  try {
    return await blobs.openTable(digest);
  } catch (error) {
    if (error instanceof MalformedTable) return undefined;
    throw error;
  }
}
