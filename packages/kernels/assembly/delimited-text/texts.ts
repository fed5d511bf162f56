// The twin of src/delimited-text/read-texts.ts: texts become codes in order of first appearance through an open hash table
// (murmur3, linear probing). A slot holds the hash and the code + 1; an entry where the bytes are, how many, and how often.
import { cellEnd, cellStart, isMissing } from './cell';

// @ts-ignore: decorator
@inline
function tail(at: usize, length: u32): u32 {
  return load<u32>(at) & ((<u32>1 << (length << 3)) - 1);
}

function hashOf(start: usize, length: u32): u32 {
  let hash = length;
  let at = start;
  for (const end = start + (length & ~3); at < end; at += 4)
    hash = rotl<u32>(hash ^ (rotl<u32>(load<u32>(at) * 0xcc9e2d51, 15) * 0x1b873593), 13) * 5 + 0xe6546b64;
  if ((length & 3) != 0) hash ^= rotl<u32>(tail(at, length & 3) * 0xcc9e2d51, 15) * 0x1b873593;
  hash = (hash ^ (hash >> 16)) * 0x85ebca6b;
  hash = (hash ^ (hash >> 13)) * 0xc2b2ae35;
  return hash ^ (hash >> 16);
}

// @ts-ignore: decorator
@inline
function isEqual(a: usize, b: usize, length: u32): bool {
  const end = a + (length & ~3);
  for (; a < end; a += 4, b += 4) if (load<u32>(a) != load<u32>(b)) return false;
  return (length & 3) == 0 || tail(a, length & 3) == tail(b, length & 3);
}

function unescape(start: usize, end: usize, quote: u32, to: usize): u32 {
  const from = to;
  for (let at = start; at < end; at++) {
    const byte = load<u8>(at);
    store<u8>(to++, byte);
    if (byte == quote) at++;
  }
  return <u32>(to - from);
}

export function readTexts(
  text: usize, fields: usize, stride: u32, rowCount: u32, missing: usize, quote: u32, table: usize, codes: usize,
): u32 {
  let count = load<u32>(table);
  const capacity = load<u32>(table, 4);
  const entries = <usize>load<u32>(table, 8);
  const slots = <usize>load<u32>(table, 12);
  const mask = load<u32>(table, 16);
  let free = <usize>load<u32>(table, 20);
  const limit = <usize>load<u32>(table, 24);
  const most = min<u32>(capacity, (mask >> 1) + (mask >> 2));
  let row: u32 = 0;
  for (; row < rowCount; row++, fields += <usize>stride << 2, codes += 4) {
    const entry = load<u32>(fields);
    let start = cellStart(text, entry);
    let length = <u32>(cellEnd(text, entry, load<u32>(fields, 4)) - start);
    if ((entry & 0x40000000) != 0) {
      if (free + length > limit) break;
      length = unescape(start, start + length, quote, free);
      start = free;
    }
    if (isMissing(missing, start, length)) {
      store<i32>(codes, -1);
      continue;
    }
    const hash = hashOf(start, length);
    let slot = hash & mask;
    let code: u32 = 0xffffffff;
    for (;;) {
      const held = load<u64>(slots + (<usize>slot << 3));
      if (held == 0) break;
      if (<u32>(held >> 32) == hash) {
        const at = entries + <usize>(<u32>held - 1) * 12;
        if (load<u32>(at, 4) == length && isEqual(load<u32>(at), start, length)) {
          code = <u32>held - 1;
          store<u32>(at, load<u32>(at, 8) + 1, 8);
          break;
        }
      }
      slot = (slot + 1) & mask;
    }
    if (code == 0xffffffff) {
      if (count >= most || free + length > limit) break;
      code = count++;
      if (start != free) memory.copy(free, start, length);
      const at = entries + <usize>code * 12;
      store<u32>(at, <u32>free);
      store<u32>(at, length, 4);
      store<u32>(at, 1, 8);
      store<u64>(slots + (<usize>slot << 3), (<u64>hash << 32) | (code + 1));
      free += length;
    }
    store<u32>(codes, code);
  }
  store<u32>(table, count);
  store<u32>(table, <u32>free, 20);
  return row;
}

// Moves all slots into a larger, empty array of them.
export function rehashTexts(table: usize, slots: usize, mask: u32): void {
  const old = <usize>load<u32>(table, 12);
  const oldEnd = old + ((<usize>load<u32>(table, 16) + 1) << 3);
  for (let at = old; at < oldEnd; at += 8) {
    const held = load<u64>(at);
    if (held == 0) continue;
    let slot = <u32>(held >> 32) & mask;
    while (load<u64>(slots + (<usize>slot << 3)) != 0) slot = (slot + 1) & mask;
    store<u64>(slots + (<usize>slot << 3), held);
  }
  store<u32>(table, <u32>slots, 12);
  store<u32>(table, mask, 16);
}
