import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';

const bufferBytes = 1 << 20;

/** SHA-256 of a file's bytes, hex, read in pieces; undefined where there is none. */
export async function hashFile(path: string): Promise<string | undefined> {
  const handle = await openIfThere(path);
  if (handle === undefined) return undefined;
  try {
    const hash = createHash('sha256');
    const buffer = new Uint8Array(bufferBytes);
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, bufferBytes);
      if (bytesRead === 0) return hash.digest('hex');
      hash.update(buffer.subarray(0, bytesRead));
    }
  } finally {
    await handle.close();
  }
}

/** A file opened for reading; undefined where there is none. */
export async function openIfThere(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, 'r');
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') return undefined;
    throw error;
  }
}
