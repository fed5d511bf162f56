import { createHash } from 'node:crypto';
import { open, stat } from 'node:fs/promises';
import { unreadable } from '../source-problem.ts';
import { type FoundFile, notRead } from './find-files.ts';

/** The bytes of a file as they are read, and what they hash to. */
export interface RawFile extends FoundFile {
  readonly sizeBytes: number;
  /** All bytes, in blocks. TND-1201 where the file is no longer the one that was opened first. */
  bytes(): AsyncGenerator<Uint8Array<ArrayBuffer>>;
  /** At most the first `length` bytes. */
  start(length: number): Promise<Uint8Array>;
  /** SHA-256 of the file, hex: taken on the way when `bytes` came to its end, else by a pass of its own. */
  digest(): Promise<string>;
}

const blockBytes = 2 ** 20;

/** Opens a file for reading. TND-1004 where it cannot be read. */
export async function openRawFile(found: FoundFile): Promise<RawFile> {
  const { name, path } = found;
  const first = await stampOf(found);
  let digest: string | undefined;

  async function checkUnchanged(): Promise<void> {
    if ((await stampOf(found)).stamp === first.stamp) return;
    throw unreadable(name, {
      message: `${name} changed while it was read`,
      expected: 'the same bytes from the first to the last',
      came: 'a file that something writes to',
      next: ['read it again when nothing writes to it'],
    });
  }

  async function* bytes(): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    const file = await open(path).catch((error: unknown) => {
      throw notRead(name, error);
    });
    try {
      const hash = digest === undefined ? createHash('sha256') : undefined;
      for (;;) {
        const block = new Uint8Array(Math.min(blockBytes, first.sizeBytes + 1));
        const { bytesRead } = await file.read(block).catch((error: unknown) => {
          throw notRead(name, error);
        });
        if (bytesRead === 0) break;
        const part = block.subarray(0, bytesRead);
        hash?.update(part);
        yield part;
      }
      await checkUnchanged();
      digest ??= hash?.digest('hex');
    } finally {
      await file.close();
    }
  }

  return {
    ...found,
    sizeBytes: first.sizeBytes,
    bytes,
    start: async (length) => {
      for await (const block of bytes()) return block.subarray(0, length);
      return new Uint8Array(0);
    },
    digest: async () => {
      if (digest === undefined) for await (const _block of bytes());
      return digest ?? '';
    },
  };
}

async function stampOf({ name, path }: FoundFile): Promise<{ stamp: string; sizeBytes: number }> {
  const found = await stat(path, { bigint: true }).catch((error: unknown) => {
    throw notRead(name, error);
  });
  return { stamp: `${found.dev}:${found.ino}:${found.size}:${found.mtimeNs}`, sizeBytes: Number(found.size) };
}
