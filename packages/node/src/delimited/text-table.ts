import type { DelimitedMemory } from '@tend/kernels';
import type { SpelledColumn } from '@tend/table';
import type { Batch } from './batch.ts';
import { decodeTexts, type PackedTexts, packTexts } from './packed-texts.ts';

/**
 * The distinct texts of one column, as bytes in the memory of the kernels: a text costs its bytes, 12 of an entry and 8 to 16
 * of hash slots, and as much again while the table doubles. Ten million different ids of 11 bytes need about 0.5 GB.
 */
export interface TextTable extends SpelledColumn {
  readonly size: number;
  /** The codes of a column of a batch: a view of scratch, -1 for missing. */
  read(batch: Batch, field: number, missing: number, quote: number, codes: number): Int32Array;
  /** All texts, in order of their codes. */
  texts(): string[];
  /** A copy of all texts, for another thread. */
  packed(): PackedTexts;
  release(): void;
}

const [firstEntries, firstSlots, firstTextBytes, largestTextBytes] = [32, 64, 512, 1 << 20];
/** Behind each part with texts: the kernels compare four bytes at once. */
const marginBytes = 8;

export function textTable(memory: DelimitedMemory): TextTable {
  const table = memory.take(32);
  const t = table >>> 2;
  const parts: (readonly [address: number, sizeBytes: number])[] = [];
  const word = (i: number): number => memory.words[t + i] as number;
  const takeTexts = (sizeBytes: number): void => {
    const address = memory.take(sizeBytes + marginBytes);
    parts.push([address, sizeBytes + marginBytes]);
    memory.words[t + 5] = address;
    memory.words[t + 6] = address + sizeBytes;
  };
  memory.words[t + 1] = firstEntries;
  const entries = memory.take(12 * firstEntries);
  memory.words[t + 2] = entries;
  const slots = memory.take(8 * firstSlots);
  memory.words[t + 3] = slots;
  memory.words[t + 4] = firstSlots - 1;
  takeTexts(firstTextBytes - marginBytes);

  const growEntries = (): void => {
    const [old, room] = [word(2), word(1)];
    const larger = memory.take(24 * room);
    memory.bytes.copyWithin(larger, old, old + 12 * room);
    memory.release(old, 12 * room);
    memory.words[t + 1] = 2 * room;
    memory.words[t + 2] = larger;
  };
  const growSlots = (): void => {
    const [old, count] = [word(3), word(4) + 1];
    const larger = memory.take(16 * count);
    memory.kernels.rehashTexts(table, larger, 2 * count - 1);
    memory.release(old, 8 * count);
  };
  /** Grows whatever the kernel stopped for, before a cell of this length. */
  const grow = (length: number): void => {
    const slotCount = word(4) + 1;
    if (word(0) >= word(1)) growEntries();
    else if (word(0) >= ((slotCount - 1) >>> 1) + ((slotCount - 1) >>> 2)) growSlots();
    else {
      const doubled = Math.min(largestTextBytes, 2 * (parts.at(-1)?.[1] ?? firstTextBytes));
      takeTexts(Math.max(doubled - marginBytes, length));
    }
  };
  const span = (code: number): readonly [address: number, length: number] => {
    const at = (word(2) >>> 2) + 3 * code;
    return [memory.words[at] as number, memory.words[at + 1] as number];
  };
  return {
    get size() {
      return word(0);
    },
    read(batch, field, missing, quote, codes) {
      for (let row = 0; row < batch.rowCount; ) {
        const fields = batch.fields + 4 * (row * batch.stride + field);
        const rest = batch.rowCount - row;
        const target = codes + 4 * row;
        row += memory.kernels.readTexts(batch.text, fields, batch.stride, rest, missing, quote, table, target);
        if (row === batch.rowCount) break;
        const at = (batch.fields >>> 2) + row * batch.stride + field;
        grow(((memory.words[at + 1] as number) & 0x3fff_ffff) - ((memory.words[at] as number) & 0x3fff_ffff));
      }
      return new Int32Array(memory.bytes.buffer, codes, batch.rowCount);
    },
    textAt(code) {
      const [address, length] = span(code);
      return Buffer.from(memory.bytes.buffer, address, length).toString('utf8');
    },
    lengthAt: (code) => span(code)[1],
    countAt: (code) => memory.words[(word(2) >>> 2) + 3 * code + 2] as number,
    texts: () => decodeTexts(memory.bytes.buffer, word(0), span),
    packed: () => packTexts(memory.bytes.buffer, word(0), span),
    release() {
      memory.release(word(2), 12 * word(1));
      memory.release(word(3), 8 * (word(4) + 1));
      for (const [address, sizeBytes] of parts) memory.release(address, sizeBytes);
      memory.release(table, 32);
    },
  };
}
