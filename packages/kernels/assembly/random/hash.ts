// The twin of src/random/hash32.ts, MurmurHash3 x86 32-bit of two words, four first words at a time.
// @ts-ignore: decorator
@inline
function rotl4(x: v128, by: i32): v128 {
  return v128.or(i32x4.shl(x, by), i32x4.shr_u(x, 32 - by));
}

// The second word as it meets the hash: the same for all rows.
export function mixed(word: u32): u32 {
  return rotl<u32>(word * 0xcc9e2d51, 15) * 0x1b873593;
}

// The hashes of four words `a` with one word b, which comes `mixed`.
// @ts-ignore: decorator
@inline
export function hash4(a: v128, mixedB: v128): v128 {
  const add = i32x4.splat(0xe6546b64);
  const five = i32x4.splat(5);
  let h = i32x4.mul(rotl4(i32x4.mul(a, i32x4.splat(0xcc9e2d51)), 15), i32x4.splat(0x1b873593));
  h = i32x4.add(i32x4.mul(rotl4(h, 13), five), add);
  h = i32x4.add(i32x4.mul(rotl4(v128.xor(h, mixedB), 13), five), add);
  h = v128.xor(h, i32x4.splat(8));
  h = i32x4.mul(v128.xor(h, i32x4.shr_u(h, 16)), i32x4.splat(0x85ebca6b));
  h = i32x4.mul(v128.xor(h, i32x4.shr_u(h, 13)), i32x4.splat(0xc2b2ae35));
  return v128.xor(h, i32x4.shr_u(h, 16));
}
