import type { FileHandle } from 'node:fs/promises';

/** One call reads less than 2 GiB. */
const mostBytes = 1 << 30;

/** The bytes of an open file from `start` on, at most `length`: fewer only where the file ends before. */
export async function readRange(handle: FileHandle, start: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await handle.read(bytes, done, Math.min(length - done, mostBytes), start + done);
    if (bytesRead === 0) return bytes.subarray(0, done);
    done += bytesRead;
  }
  return bytes;
}
