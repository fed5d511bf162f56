import { closeSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomHex } from '../hashing/random-hex.ts';

/** Bytes that are appended, cut back and read, in memory or on disk. */
export interface Spool {
  readonly length: number;
  /** Makes room for `wanted` bytes behind the last, or for the first of them, and gives it to be written. */
  room(wanted: number): Uint8Array;
  /** Fills up with bytes that mean nothing, so that numbers of eight bytes may follow. */
  align(): void;
  /** Drops what was appended since the length was this. It must not have been moved to disk in between. */
  truncate(length: number): void;
  /** A copy of `length` bytes from `offset` on. */
  read(offset: number, length: number): Uint8Array;
}

/** Spools that together keep at most so many bytes in memory. */
export interface Spill {
  spool(): Spool;
  /** Moves what stands in memory to one file of the system's temporary folder, where it has become too much. */
  relieve(): void;
  close(): void;
}

interface Chunk {
  /** In memory, until `offset` says where on disk. */
  bytes: Uint8Array | undefined;
  used: number;
  offset: number;
}

const [firstChunkBytes, largestChunkBytes] = [2048, 1 << 20];

export function openSpill(memoryBytes: number): Spill {
  const spools: Chunk[][] = [];
  let held = 0;
  let file: number | undefined;
  let written = 0;
  const newSpool = (): Spool => {
    const chunks: Chunk[] = [];
    spools.push(chunks);
    let length = 0;
    return {
      get length() {
        return length;
      },
      room(wanted) {
        let last = chunks.at(-1);
        if (last?.bytes === undefined || last.used === last.bytes.length) {
          const size = Math.min(largestChunkBytes, Math.max(firstChunkBytes, length));
          last = { bytes: new Uint8Array(size - (size % 8)), used: 0, offset: 0 };
          held += last.bytes?.length ?? 0;
          chunks.push(last);
        }
        const part = (last.bytes ?? new Uint8Array(0)).subarray(last.used, last.used + wanted);
        last.used += part.length;
        length += part.length;
        return part;
      },
      align() {
        const last = chunks.at(-1);
        if (last?.bytes === undefined || last.used % 8 === 0) return;
        length += 8 - (last.used % 8);
        last.used += 8 - (last.used % 8);
      },
      truncate(wanted) {
        for (let last = chunks.at(-1); last !== undefined && length > wanted; last = chunks.at(-1)) {
          const cut = Math.min(last.used, length - wanted);
          last.used -= cut;
          length -= cut;
          if (last.used > 0) break;
          held -= last.bytes?.length ?? 0;
          chunks.pop();
        }
      },
      read(offset, wanted) {
        const result = new Uint8Array(wanted);
        let start = 0;
        for (const chunk of chunks) {
          const [from, to] = [Math.max(offset, start), Math.min(offset + wanted, start + chunk.used)];
          if (from < to) copy(chunk, from - start, result.subarray(from - offset, to - offset));
          start += chunk.used;
        }
        return result;
      },
    };
  };
  const copy = ({ bytes, offset }: Chunk, from: number, target: Uint8Array): void => {
    if (bytes !== undefined) target.set(bytes.subarray(from, from + target.length));
    else if (file !== undefined)
      for (let done = 0; done < target.length; ) {
        const count = readSync(file, target, done, target.length - done, offset + from + done);
        if (count === 0) throw new Error('the file of spilled columns was cut short');
        done += count;
      }
  };
  return {
    spool: newSpool,
    relieve() {
      if (held <= memoryBytes) return;
      file ??= temporaryFile();
      for (const chunk of spools.flat()) {
        const { bytes, used } = chunk;
        if (bytes === undefined) continue;
        for (let done = 0; done < used; ) done += writeSync(file, bytes, done, used - done, written + done);
        chunk.offset = written;
        chunk.bytes = undefined;
        written += used;
      }
      held = 0;
    },
    close() {
      if (file !== undefined) closeSync(file);
      file = undefined;
      for (const chunks of spools) chunks.length = 0;
    },
  };
}

/** An open file without a name: its space is free again when it is closed, also by the end of the process. */
function temporaryFile(): number {
  const path = join(tmpdir(), `tend-columns-${randomHex(8)}`);
  const file = openSync(path, 'wx+', 0o600);
  unlinkSync(path);
  return file;
}
