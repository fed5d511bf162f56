import type { DelimitedMemory } from '@tend/kernels';
import { type CellFormat, decimalMark } from '@tend/table';

/** Spellings of missing values as the kernels look them up, with how often each came. */
export interface MissingTable {
  readonly address: number;
  readonly spellings: readonly string[];
  counts(): number[];
  restore(counts: readonly number[]): void;
}

/** Puts spellings into the memory, in the layout of packages/kernels/src/delimited-text/cell-places.ts. */
export function missingTable(memory: DelimitedMemory, spellings: readonly string[]): MissingTable {
  const encoded = spellings.map((spelling) => Buffer.from(spelling));
  const textBytes = encoded.reduce((sum, bytes) => sum + bytes.length, 0);
  const address = memory.take(8 + 12 * encoded.length + textBytes);
  let at = address + 8 + 12 * encoded.length;
  const table = address >>> 2;
  let lengths = 0;
  for (const [i, bytes] of encoded.entries()) {
    memory.words.set([at, bytes.length, 0], table + 2 + 3 * i);
    memory.bytes.set(bytes, at);
    at += bytes.length;
    lengths |= 1 << Math.min(bytes.length, 31);
  }
  memory.words.set([encoded.length, lengths >>> 0], table);
  return {
    address,
    spellings,
    counts: () => spellings.map((_, i) => memory.words[table + 4 + 3 * i] ?? 0),
    restore(counts) {
      for (const [i, count] of counts.entries()) memory.words[table + 4 + 3 * i] = count;
    },
  };
}

/** Puts a format of numbers into the memory, in the layout of packages/kernels/src/delimited-text/read-numbers.ts. */
export function numberFormat(memory: DelimitedMemory, kind: 'number' | 'integer', format: CellFormat): number {
  const [prefix, suffix] = [Buffer.from(format.prefix ?? ''), Buffer.from(format.suffix ?? '')];
  const address = memory.take(96 + prefix.length + suffix.length);
  const [prefixAt, suffixAt] = [address + 96, address + 96 + prefix.length];
  memory.bytes.set(prefix, prefixAt);
  memory.bytes.set(suffix, suffixAt);
  const decimal = kind === 'integer' ? 0 : decimalMark(format).charCodeAt(0);
  const thousands = format.thousands?.charCodeAt(0) ?? 0;
  const trims = format.trim === true ? 1 : 0;
  memory.words.set([decimal, thousands, trims, prefixAt, prefix.length, suffixAt, suffix.length], address >>> 2);
  return address;
}
