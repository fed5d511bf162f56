import { type FileHandle, open } from 'node:fs/promises';
import type { SegmentPlace } from './segment-format.ts';

const stride = 128;
const chunkBytes = 64 * 1024;
const lineFeed = 10;
const maxIndexes = 256;

/** Where every 128th line of a segment starts. Segments only grow, so it is extended and never wrong. */
interface LineIndex {
  /** starts[k] is the byte at which line k * 128 begins. */
  readonly starts: number[];
  /** Complete lines and their bytes counted so far. */
  lines: number;
  bytes: number;
}

/** Reads single lines by number through a sparse index, built on the first question about a segment. */
export interface LineFinder {
  /** The bytes of line `n` (0 is the header) without line feed; undefined where the segment has no such line or is absent. */
  find(place: SegmentPlace, n: number): Promise<Buffer | undefined>;
}

export function lineFinder(): LineFinder {
  const indexes = new Map<string, LineIndex>();
  return {
    async find(place, n) {
      const handle = await openIfThere(place.path);
      if (handle === undefined) return undefined;
      try {
        const index = indexes.get(place.path) ?? { starts: [0], lines: 0, bytes: 0 };
        indexes.delete(place.path);
        indexes.set(place.path, index);
        for (const oldest of indexes.keys()) {
          if (indexes.size <= maxIndexes) break;
          indexes.delete(oldest);
        }
        if (n >= index.lines) await extendIndex(handle, index);
        return n < index.lines
          ? await lineAfter(handle, index.starts[Math.floor(n / stride)] ?? 0, n % stride)
          : undefined;
      } finally {
        await handle.close();
      }
    },
  };
}

async function openIfThere(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

async function extendIndex(handle: FileHandle, index: LineIndex): Promise<void> {
  // Counted apart and stored at the end: two questions at once must not count a line twice.
  const starts: number[] = [];
  let { lines, bytes } = index;
  const firstSlot = index.starts.length;
  for (let position = bytes; ; ) {
    const buffer = Buffer.allocUnsafe(chunkBytes);
    const { bytesRead } = await handle.read(buffer, 0, chunkBytes, position);
    if (bytesRead === 0) break;
    const chunk = buffer.subarray(0, bytesRead);
    for (let at = chunk.indexOf(lineFeed); at !== -1; at = chunk.indexOf(lineFeed, at + 1)) {
      lines++;
      bytes = position + at + 1;
      if (lines % stride === 0) starts.push(bytes);
    }
    position += bytesRead;
  }
  if (lines <= index.lines) return;
  index.starts.splice(firstSlot, index.starts.length, ...starts);
  index.lines = lines;
  index.bytes = bytes;
}

/** The line that stands `skip` lines after the byte `start`. */
async function lineAfter(handle: FileHandle, start: number, skip: number): Promise<Buffer | undefined> {
  let bytes: Buffer = Buffer.alloc(0);
  let lineStart = 0;
  let searched = 0;
  let skipped = 0;
  for (;;) {
    const end = bytes.indexOf(lineFeed, searched);
    if (end !== -1) {
      if (skipped === skip) return bytes.subarray(lineStart, end);
      skipped++;
      lineStart = end + 1;
      searched = lineStart;
      continue;
    }
    searched = bytes.length;
    const buffer = Buffer.allocUnsafe(chunkBytes);
    const { bytesRead } = await handle.read(buffer, 0, chunkBytes, start + bytes.length);
    if (bytesRead === 0) return undefined;
    bytes = Buffer.concat([bytes, buffer.subarray(0, bytesRead)]);
  }
}
