import type { ByteMemory } from '../web-assembly/byte-memory.ts';
import { cellEnd, cellStart, isMissing } from './cell-places.ts';

/**
 * Codes of texts, as `DelimitedKernels.readTexts` says. The table, 8 u32: number of texts, room for texts, address of their
 * entries (u32 address, length, count), address of the slots, their number less 1, first free byte for texts, the byte behind
 * the last, one unused. A slot (u64) holds the hash of a text above its code + 1; at most three quarters of them are taken.
 */
export function readTexts(
  memory: ByteMemory,
  text: number,
  fields: number,
  stride: number,
  rowCount: number,
  missing: number,
  quote: number,
  table: number,
  codes: number,
): number {
  const { bytes, words } = memory;
  const t = table >>> 2;
  const [capacity, mask, limit] = [words[t + 1] as number, words[t + 4] as number, words[t + 6] as number];
  const [entries, slots] = [(words[t + 2] as number) >>> 2, (words[t + 3] as number) >>> 2];
  const most = Math.min(capacity, (mask >>> 1) + (mask >>> 2));
  let count = words[t] as number;
  let free = words[t + 5] as number;
  let row = 0;
  for (; row < rowCount; row++) {
    const field = (fields >>> 2) + row * stride;
    const entry = words[field] as number;
    let start = cellStart(text, entry);
    let length = cellEnd(text, entry, words[field + 1] as number) - start;
    if ((entry & 0x4000_0000) !== 0) {
      if (free + length > limit) break;
      length = unquote(bytes, start, start + length, quote, free);
      start = free;
    }
    const target = (codes >>> 2) + row;
    if (isMissing(memory, missing, start, length)) {
      words[target] = 0xffff_ffff;
      continue;
    }
    const hash = hashOf(bytes, start, length);
    let slot = hash & mask;
    let code = -1;
    for (; words[slots + 2 * slot] !== 0; slot = (slot + 1) & mask) {
      if (words[slots + 2 * slot + 1] !== hash) continue;
      const held = (words[slots + 2 * slot] as number) - 1;
      const at = entries + held * 3;
      if (words[at + 1] !== length || !isEqual(bytes, words[at] as number, start, length)) continue;
      code = held;
      words[at + 2] = (words[at + 2] as number) + 1;
      break;
    }
    if (code < 0) {
      if (count >= most || free + length > limit) break;
      code = count++;
      if (start !== free) bytes.copyWithin(free, start, start + length);
      words.set([free, length, 1], entries + code * 3);
      words.set([code + 1, hash], slots + 2 * slot);
      free += length;
    }
    words[target] = code;
  }
  words[t] = count;
  words[t + 5] = free;
  return row;
}

/** Moves all slots into a larger, empty array of them, as `DelimitedKernels.rehashTexts` says. */
export function rehashTexts({ words }: ByteMemory, table: number, slots: number, mask: number): void {
  const t = table >>> 2;
  const [old, target] = [(words[t + 3] as number) >>> 2, slots >>> 2];
  const end = old + 2 * ((words[t + 4] as number) + 1);
  for (let at = old; at < end; at += 2) {
    if (words[at] === 0) continue;
    let slot = (words[at + 1] as number) & mask;
    while (words[target + 2 * slot] !== 0) slot = (slot + 1) & mask;
    words.copyWithin(target + 2 * slot, at, at + 2);
  }
  words[t + 3] = slots;
  words[t + 4] = mask;
}

/** MurmurHash3 x86 32 (Appleby 2016), with the length as seed. */
function hashOf(bytes: Uint8Array, start: number, length: number): number {
  let hash = length;
  const whole = start + (length & ~3);
  for (let at = start; at < whole; at += 4) {
    hash ^= scrambled(word(bytes, at, 4));
    hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe654_6b64) | 0;
  }
  if ((length & 3) !== 0) hash ^= scrambled(word(bytes, whole, length & 3));
  hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function scrambled(value: number): number {
  const product = Math.imul(value, 0xcc9e_2d51);
  return Math.imul((product << 15) | (product >>> 17), 0x1b87_3593);
}

function word(bytes: Uint8Array, at: number, length: number): number {
  let value = 0;
  for (let i = length - 1; i >= 0; i--) value = (value << 8) | (bytes[at + i] as number);
  return value;
}

function isEqual(bytes: Uint8Array, a: number, b: number, length: number): boolean {
  for (let i = 0; i < length; i++) if (bytes[a + i] !== bytes[b + i]) return false;
  return true;
}

function unquote(bytes: Uint8Array, start: number, end: number, quote: number, to: number): number {
  let length = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number;
    bytes[to + length++] = byte;
    if (byte === quote) at++;
  }
  return length;
}
