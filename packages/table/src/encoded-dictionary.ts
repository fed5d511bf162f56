import { decodeUtf8 } from './utf8.ts';

/** Strings in UTF-8, one after the other; entry i ends where `ends[i]` says. */
export interface EncodedDictionary {
  readonly bytes: Uint8Array;
  readonly ends: Uint32Array;
}

/** Strings are cut out of pieces of this size: making a long string and cutting it is much faster than many short ones. */
const pieceBytes = 8192;

/** The strings; undefined where one is not UTF-8. Ends ascend and lie within the bytes. */
export function decodeDictionary({ bytes, ends }: EncodedDictionary): string[] | undefined {
  const strings: string[] = [];
  for (let first = 0, start = 0; first < ends.length; ) {
    let last = first + 1;
    while (last < ends.length && (ends[last] ?? 0) - start <= pieceBytes) last++;
    const end = ends[last - 1] ?? 0;
    const piece = decodeAscii(bytes.subarray(start, end));
    for (let i = first, from = start; i < last; i++) {
      const until = ends[i] ?? 0;
      const text = piece?.slice(from - start, until - start) ?? decodeUtf8(bytes.subarray(from, until));
      if (text === undefined) return undefined;
      strings.push(text);
      from = until;
    }
    [first, start] = [last, end];
  }
  return strings;
}

function decodeAscii(bytes: Uint8Array): string | undefined {
  if (bytes.length > pieceBytes) return undefined;
  const units = new Array<number>(bytes.length);
  for (let i = 0; i < bytes.length; i++) {
    const unit = bytes[i] ?? 0;
    if (unit >= 0x80) return undefined;
    units[i] = unit;
  }
  // A call with thousands of arguments, never more: the stack is the limit.
  return String.fromCharCode.apply(null, units);
}

/** Whether two entries have the same bytes. Linear: a table of hashes with open addressing, confirmed byte by byte. */
export function hasEqualEntries(entries: EncodedDictionary): boolean {
  const { ends } = entries;
  let slotCount = 8;
  while (slotCount < ends.length * 2) slotCount *= 2;
  // Of the entry in a slot its number from 1, 0 for none.
  const slots = new Int32Array(slotCount);
  const hashes = new Int32Array(ends.length);
  // Texts made to collide would make this quadratic; a Set of strings hashes with a secret of the process.
  let stepsLeft = 16 * ends.length;
  for (let i = 0; i < ends.length; i++) {
    const hash = hashEntry(entries, i);
    hashes[i] = hash;
    let slot = hash & (slotCount - 1);
    for (let other = slots[slot] ?? 0; other > 0; other = slots[slot] ?? 0) {
      if (hashes[other - 1] === hash && areEqual(entries, other - 1, i)) return true;
      if (--stepsLeft < 0) return new Set(decodeDictionary(entries)).size !== ends.length;
      slot = (slot + 1) & (slotCount - 1);
    }
    slots[slot] = i + 1;
  }
  return false;
}

/** FNV-1a with the finaliser of MurmurHash3: the low bits must depend on all bytes. */
function hashEntry({ bytes, ends }: EncodedDictionary, entry: number): number {
  let hash = 0x811c9dc5;
  const end = ends[entry] ?? 0;
  for (let i = startOf(ends, entry); i < end; i++) hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

function areEqual({ bytes, ends }: EncodedDictionary, a: number, b: number): boolean {
  const [startA, startB] = [startOf(ends, a), startOf(ends, b)];
  const length = (ends[a] ?? 0) - startA;
  if ((ends[b] ?? 0) - startB !== length) return false;
  for (let i = 0; i < length; i++) if (bytes[startA + i] !== bytes[startB + i]) return false;
  return true;
}

function startOf(ends: Uint32Array, entry: number): number {
  return entry === 0 ? 0 : (ends[entry - 1] ?? 0);
}
