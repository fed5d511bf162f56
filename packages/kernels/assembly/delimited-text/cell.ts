// Where the content of a cell starts and ends, and whether it is spelled as missing.

// @ts-ignore: decorator
@inline
export function cellStart(text: usize, entry: u32): usize {
  return text + (entry & 0x3fffffff) + (entry >> 31);
}

// The entry after that of the cell holds the place behind the delimiter.
// @ts-ignore: decorator
@inline
export function cellEnd(text: usize, entry: u32, next: u32): usize {
  return text + (next & 0x3fffffff) - 1 - (entry >> 31);
}

// Counts the spelling that the cell is; false where it is none of them.
// @ts-ignore: decorator
@inline
export function isMissing(spellings: usize, start: usize, length: u32): bool {
  return ((load<u32>(spellings, 4) >> min<u32>(length, 31)) & 1) != 0 && findMissing(spellings, start, length);
}

function findMissing(spellings: usize, start: usize, length: u32): bool {
  const end = spellings + 8 + <usize>load<u32>(spellings) * 12;
  for (let entry = spellings + 8; entry < end; entry += 12) {
    if (load<u32>(entry, 4) != length) continue;
    const bytes = <usize>load<u32>(entry);
    let i: u32 = 0;
    while (i < length && load<u8>(bytes + i) == load<u8>(start + i)) i++;
    if (i < length) continue;
    store<u32>(entry, load<u32>(entry, 8) + 1, 8);
    return true;
  }
  return false;
}
