import { openEncodedTable, type StoredTable } from '@tend/table';
import { fileProblem } from '../files/file-problem.ts';
import { changedBlob } from './changed-blob.ts';
import { openIfThere } from './hash-file.ts';
import { readRange } from './read-range.ts';

/** The table of a blob whose bytes were found to be right, a column at a time. TND-3104 where it is gone by then. */
export async function openTableFile(path: string, digest: string, size: number): Promise<StoredTable> {
  return openEncodedTable({
    size,
    async read(start, length) {
      try {
        const handle = await openIfThere(path);
        if (handle === undefined) throw changedBlob(digest, undefined);
        try {
          return await readRange(handle, start, length);
        } finally {
          await handle.close();
        }
      } catch (error) {
        throw fileProblem(error, `blob ${digest}`);
      }
    },
  });
}
