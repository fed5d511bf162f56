// The twin of src/column-profile/note-hashes.ts.
export function noteHashes(values: usize, length: u32, registers: usize): void {
  const end = values + (<usize>length << 3);
  for (let at = values; at < end; at += 8) {
    const low = load<u32>(at);
    const first = hash(low, load<u32>(at, 4));
    const rank = <u32>clz<u32>(hash(first, low)) + 1;
    const register = registers + <usize>(first >>> 18);
    if (rank > <u32>load<u8>(register)) store<u8>(register, <u8>rank);
  }
}

// MurmurHash3 x86 32-bit of two words; see src/random/hash32.ts.
// @ts-ignore: decorator
@inline
function hash(a: u32, b: u32): u32 {
  let h = absorb(absorb(0, a), b) ^ 8;
  h = (h ^ (h >>> 16)) * 0x85ebca6b;
  h = (h ^ (h >>> 13)) * 0xc2b2ae35;
  return h ^ (h >>> 16);
}

// @ts-ignore: decorator
@inline
function absorb(h: u32, word: u32): u32 {
  return rotl<u32>(h ^ (rotl<u32>(word * 0xcc9e2d51, 15) * 0x1b873593), 13) * 5 + 0xe6546b64;
}
