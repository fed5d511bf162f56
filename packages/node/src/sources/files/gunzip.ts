import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { formatBytes } from '../format-bytes.ts';
import { bombRatio, type ReadLimits } from '../read-limits.ts';
import { beyondLimit, unreadable } from '../source-problem.ts';

/** The bytes that a gzip stream begins with (RFC 1952). */
export function isGzip(start: Uint8Array): boolean {
  return start[0] === 0x1f && start[1] === 0x8b;
}

/**
 * Unpacks gzip block by block. TND-1201 where it is damaged, ends too early, comes to more than the limit, or grows as only
 * a bomb does: over 1,000 times, once it has come to `bombBytes`.
 */
export async function* gunzip(
  name: string,
  packed: AsyncIterable<Uint8Array>,
  limits: ReadLimits,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let [readBytes, writtenBytes] = [0, 0];
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const block of packed) {
      readBytes += block.length;
      yield block;
    }
  }
  const source = Readable.from(counted(), { objectMode: false, highWaterMark: 2 ** 20 });
  const unpacked = createGunzip({ chunkSize: 2 ** 18 });
  source.on('error', (error) => unpacked.destroy(error));
  source.pipe(unpacked);
  try {
    for await (const block of unpacked as AsyncIterable<Buffer<ArrayBuffer>>) {
      writtenBytes += block.length;
      if (writtenBytes > limits.totalBytes) throw beyondLimit(name, 'totalBytes', limits);
      if (writtenBytes > limits.bombBytes && writtenBytes > bombRatio * readBytes)
        throw bomb(name, { readBytes, writtenBytes });
      yield block;
    }
  } catch (error) {
    throw isZlibError(error) ? damaged(name, error) : error;
  } finally {
    source.destroy();
    unpacked.destroy();
  }
}

/** TND-1201 for what unpacks as only a file made to exhaust a machine does. */
export function bomb(name: string, size: { readonly readBytes: number; readonly writtenBytes: number }): Error {
  return unreadable(name, {
    message: `${name} unpacks to more than ${bombRatio} times its size, so the reading was stopped`,
    expected: `at most ${bombRatio} times the packed size`,
    came: `${formatBytes(size.writtenBytes)} from ${formatBytes(size.readBytes)}, and more to come`,
    next: ['unpack it yourself and look at it, if it is meant to be as large as that'],
  });
}

function isZlibError(error: unknown): error is Error & { code: string } {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
}

function damaged(name: string, { code, message }: { code: string; message: string }): Error {
  const isCut = code === 'Z_BUF_ERROR';
  return unreadable(name, {
    message: isCut ? `${name} ends before its gzip stream does` : `${name} is not sound gzip: ${message}`,
    expected: 'a whole gzip file',
    came: isCut ? 'one that was cut off' : message,
    next: [`fetch or write it again; gzip -t ${name} tells whether it is whole`],
  });
}
