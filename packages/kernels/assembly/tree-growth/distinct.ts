// The twin of src/tree-growth/distinct-values.ts: a radix sort of float32 by their order-preserving bits, three digits of 11 bits.
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

// Most distinct values that are counted one by one: a column of few, as one-hot ones are, needs no sort.
const fewest: u32 = 8;

// Counts the values of a column that has at most 8 distinct ones; ascending keys to `keys`, their counts to `counts`. Gives how
// many, or 0xffffffff where there are more.
function countFew(values: usize, count: u32, keys: usize, counts: usize): u32 {
  let distinct: u32 = 0;
  let last: u32 = 0;
  let lastAt: usize = 0;
  for (let i: usize = 0; i < count; i++) {
    const bits = load<u32>(values + (i << 2));
    if (distinct > 0 && bits == last) {
      bump(lastAt);
      continue;
    }
    if ((bits & 0x7fffffff) > 0x7f800000) continue;
    const key = keyOf(bits);
    let place: u32 = 0;
    while (place < distinct && load<u32>(keys + (<usize>place << 2)) < key) place++;
    if (place == distinct || load<u32>(keys + (<usize>place << 2)) != key) {
      if (distinct == fewest) return 0xffffffff;
      for (let p = distinct; p > place; p--) {
        store<u32>(keys + (<usize>p << 2), load<u32>(keys + (<usize>(p - 1) << 2)));
        store<u32>(counts + (<usize>p << 2), load<u32>(counts + (<usize>(p - 1) << 2)));
      }
      store<u32>(keys + (<usize>place << 2), key);
      store<u32>(counts + (<usize>place << 2), 0);
      distinct++;
    }
    last = bits;
    lastAt = counts + (<usize>place << 2);
    bump(lastAt);
  }
  return distinct;
}

// Writes the distinct keys as values; -0 and 0 stand as one, 0.
function joinZeros(keys: usize, counts: usize, distinct: u32, values: usize): u32 {
  let to: u32 = 0;
  for (let i: u32 = 0; i < distinct; i++) {
    const bits = bitsOf(load<u32>(keys + (<usize>i << 2)));
    const count = load<u32>(counts + (<usize>i << 2));
    if (to > 0 && reinterpret<f32>(bits) == load<f32>(values + (<usize>(to - 1) << 2))) {
      store<u32>(values + (<usize>(to - 1) << 2), bits);
      store<u32>(counts + (<usize>(to - 1) << 2), load<u32>(counts + (<usize>(to - 1) << 2)) + count);
      continue;
    }
    store<u32>(values + (<usize>to << 2), bits);
    store<u32>(counts + (<usize>to << 2), count);
    to++;
  }
  return to;
}

// Sorts the present values of `values` (count f32) and leaves each distinct one there, ascending, its count (u32) in
// `counts`; `spare` is as large, `tables` holds 3 * 2048 u32. Gives the number of distinct values.
export function sortDistinct(values: usize, count: u32, spare: usize, counts: usize, tables: usize): u32 {
  const few = countFew(values, count, tables, tables + 64);
  if (few != 0xffffffff) {
    memory.copy(counts, tables + 64, <usize>few << 2);
    return joinZeros(tables, counts, few, values);
  }
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
