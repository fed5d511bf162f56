import type { ByteMemory } from '../web-assembly/byte-memory.ts';

/** The address of the first byte of a cell's content, of its entry. */
export function cellStart(text: number, entry: number): number {
  return text + (entry & 0x3fff_ffff) + (entry >>> 31);
}

/** The address behind the last byte of a cell's content, of its entry and the one after it. */
export function cellEnd(text: number, entry: number, next: number): number {
  return text + (next & 0x3fff_ffff) - 1 - (entry >>> 31);
}

/**
 * Counts the spelling of a missing value that the bytes are; false where they are none. At `spellings` stand their number, a
 * bit for each of their lengths (31 for all beyond), then address, length and count of each.
 */
export function isMissing({ bytes, words }: ByteMemory, spellings: number, start: number, length: number): boolean {
  const table = spellings >>> 2;
  if ((((words[table + 1] as number) >>> Math.min(length, 31)) & 1) === 0) return false;
  const end = table + 2 + (words[table] as number) * 3;
  for (let entry = table + 2; entry < end; entry += 3) {
    if (words[entry + 1] !== length) continue;
    const spelling = words[entry] as number;
    let i = 0;
    while (i < length && bytes[spelling + i] === bytes[start + i]) i++;
    if (i < length) continue;
    words[entry + 2] = (words[entry + 2] as number) + 1;
    return true;
  }
  return false;
}
