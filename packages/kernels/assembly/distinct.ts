// The twin of src/trees/distinct-values.ts: a radix sort of float32 by their order-preserving bits, three digits of 11 bits.
const digits: u32 = 2048;

// @ts-ignore: decorator
@inline
function keyOf(bits: u32): u32 {
  return bits ^ (<u32>(<i32>bits >> 31) | 0x80000000);
}

// @ts-ignore: decorator
@inline
function bitsOf(key: u32): u32 {
  return key ^ (<u32>(<i32>~key >> 31) | 0x80000000);
}

// Sorts the present values of `values` (count f32) and leaves each distinct one there, ascending, its count (u32) in
// `counts`; `spare` is as large, `tables` holds 3 * 2048 u32. Gives the number of distinct values.
export function sortDistinct(values: usize, count: u32, spare: usize, counts: usize, tables: usize): u32 {
  memory.fill(tables, 0, digits * 12);
  let present: u32 = 0;
  for (let i: usize = 0; i < count; i++) {
    const bits = load<u32>(values + (i << 2));
    if ((bits & 0x7fffffff) > 0x7f800000) continue;
    const key = keyOf(bits);
    store<u32>(values + (<usize>present << 2), key);
    present++;
    bump(tables + ((key & 2047) << 2));
    bump(tables + (2048 << 2) + (((key >> 11) & 2047) << 2));
    bump(tables + (4096 << 2) + ((key >> 22) << 2));
  }
  let from = values;
  let to = spare;
  for (let pass: u32 = 0; pass < 3; pass++) {
    const table = tables + pass * (digits << 2);
    let sum: u32 = 0;
    for (let digit: u32 = 0; digit < digits; digit++) {
      const at = table + (digit << 2);
      const here = load<u32>(at);
      store<u32>(at, sum);
      sum += here;
    }
    for (let i: u32 = 0; i < present; i++) {
      const key = load<u32>(from + (<usize>i << 2));
      const at = table + (((key >> (11 * pass)) & 2047) << 2);
      const place = load<u32>(at);
      store<u32>(at, place + 1);
      store<u32>(to + (<usize>place << 2), key);
    }
    const other = from;
    from = to;
    to = other;
  }
  // After three passes the keys stand in `spare`.
  let distinct: u32 = 0;
  let run: u32 = 0;
  for (let i: u32 = 0; i < present; i++) {
    run++;
    const bits = bitsOf(load<u32>(spare + (<usize>i << 2)));
    const isLast = i + 1 == present;
    if (!isLast && reinterpret<f32>(bits) == reinterpret<f32>(bitsOf(load<u32>(spare + (<usize>i << 2), 4)))) continue;
    store<u32>(values + (<usize>distinct << 2), bits);
    store<u32>(counts + (<usize>distinct << 2), run);
    distinct++;
    run = 0;
  }
  return distinct;
}

// @ts-ignore: decorator
@inline
function bump(at: usize): void {
  store<u32>(at, load<u32>(at) + 1);
}
