import type { DelimitedMemory } from '@tend/kernels';
import type { DelimitedInput } from './delimited-input.ts';

/** The part of an input that stands in the memory of the kernels, from the start of a line on. */
export interface TextSource {
  /** Where the text starts in the memory. */
  readonly address: number;
  readonly length: number;
  /** Whether no bytes follow. */
  readonly isLast: boolean;
  /** Whether no more bytes fit behind the text. */
  readonly isFull: boolean;
  /** Bytes that were read so far. */
  readonly sizeBytes: number;
  /** Reads on, until the memory is full or the input ends. */
  fill(): Promise<void>;
  /** Drops the first bytes of the text. */
  discard(length: number): void;
  /** Makes room for twice the text. */
  grow(): void;
  /** The text as a view, valid until the memory grows. */
  view(): Buffer;
  /** Says how many line feeds stand between two offsets, so that they need not be counted. */
  noteLineFeeds(from: number, to: number, count: number): void;
  /** The number of the line in which the offset of the text lies, from 1. */
  lineAt(offset: number): number;
  close(): Promise<void>;
}

const lineFeed = 0x0a;
/** Text and fields of a block stay in the second-level cache. */
const blockBytes = 1 << 18;
/** The kernels load 64 bytes at once. */
export const marginBytes = 64;

export function openText(memory: DelimitedMemory, input: DelimitedInput): TextSource {
  const pieces = input.open()[Symbol.asyncIterator]();
  let capacity = blockBytes;
  let address = memory.take(capacity + marginBytes);
  let length = 0;
  let isLast = false;
  let sizeBytes = 0;
  let rest: Uint8Array = new Uint8Array(0);
  /** The line at `counted`, an offset of the text that only grows between two discards. */
  let [line, counted] = [1, 0];
  const view = (): Buffer => Buffer.from(memory.bytes.buffer, address, length);
  const lineAt = (offset: number): number => {
    const bytes = view();
    if (offset < counted) {
      let back = line;
      for (let at = bytes.indexOf(lineFeed, offset); at >= 0 && at < counted; at = bytes.indexOf(lineFeed, at + 1))
        back--;
      return back;
    }
    for (let at = bytes.indexOf(lineFeed, counted); at >= 0 && at < offset; at = bytes.indexOf(lineFeed, at + 1))
      line++;
    counted = offset;
    return line;
  };
  return {
    get address() {
      return address;
    },
    get length() {
      return length;
    },
    get isLast() {
      return isLast;
    },
    get isFull() {
      return length === capacity;
    },
    get sizeBytes() {
      return sizeBytes;
    },
    async fill() {
      while (length < capacity && !isLast) {
        if (rest.length === 0) {
          const next = await pieces.next();
          if (next.done === true) {
            isLast = true;
            break;
          }
          rest = next.value;
          sizeBytes += rest.length;
        }
        const part = rest.subarray(0, capacity - length);
        memory.bytes.set(part, address + length);
        length += part.length;
        rest = rest.subarray(part.length);
      }
    },
    discard(count) {
      lineAt(count);
      counted = 0;
      memory.bytes.copyWithin(address, address + count, address + length);
      length -= count;
    },
    grow() {
      const larger = memory.take(2 * capacity + marginBytes);
      memory.bytes.copyWithin(larger, address, address + length);
      memory.release(address, capacity + marginBytes);
      address = larger;
      capacity *= 2;
    },
    view,
    noteLineFeeds(from, to, count) {
      if (counted !== from) return;
      line += count;
      counted = to;
    },
    lineAt,
    async close() {
      memory.release(address, capacity + marginBytes);
      await pieces.return?.();
    },
  };
}
