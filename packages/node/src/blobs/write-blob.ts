import { createHash } from 'node:crypto';
import { open, rename, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileProblem } from '../files/file-problem.ts';
import { syncFolder } from '../files/sync-folder.ts';
import { temporaryName } from '../files/temporary-file.ts';
import { hashFile } from './hash-file.ts';

/** Pieces are gathered to this size: a system call for each would cost more than its bytes. */
const bufferBytes = 1 << 20;

/** Where a blob goes. */
export interface BlobPlaces {
  readonly temporaryFolder: string;
  readonly pathOf: (digest: string) => string;
  /** Makes a folder for blobs durable before the first of them stands in it. */
  readonly prepare: (folder: string) => Promise<void>;
}

/**
 * Writes pieces one after the other, hashing them as they come, and puts the file under its SHA-256: whole or not at all,
 * and durable when it resolves. Gives the digest. A failed sync is never tried again, because the kernel may have dropped
 * the bytes. TND-4002, TND-1004.
 */
export async function writeBlob(places: BlobPlaces, pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const temporary = join(places.temporaryFolder, temporaryName());
  try {
    const digest = await writeHashed(temporary, pieces);
    const path = places.pathOf(digest);
    await places.prepare(dirname(path));
    // Bytes that are there and right were synced by whoever renamed them here, but their folder perhaps not yet.
    if ((await hashFile(path)) === digest) await unlink(temporary);
    else await rename(temporary, path);
    await syncFolder(dirname(path));
    return digest;
  } catch (error) {
    await unlink(temporary).catch(() => {});
    throw fileProblem(error, places.temporaryFolder);
  }
}

async function writeHashed(path: string, pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  const handle = await open(path, 'wx');
  try {
    const buffer = new Uint8Array(bufferBytes);
    let filled = 0;
    const write = async (bytes: Uint8Array): Promise<void> => {
      hash.update(bytes);
      for (let done = 0; done < bytes.length; )
        done += (await handle.write(bytes, done, bytes.length - done)).bytesWritten;
    };
    for await (const piece of pieces) {
      for (let from = 0; from < piece.length; ) {
        const taken = piece.subarray(from, from + bufferBytes - filled);
        buffer.set(taken, filled);
        filled += taken.length;
        from += taken.length;
        if (filled < bufferBytes) continue;
        await write(buffer);
        filled = 0;
      }
    }
    await write(buffer.subarray(0, filled));
    await handle.sync();
  } finally {
    await handle.close();
  }
  return hash.digest('hex');
}
