// The twins of src/column-scans/hash-parts.ts.
// @ts-ignore: decorator
@inline
function hashOf(value: f64): u32 {
  const bits = reinterpret<u64>(value);
  const hash = (<u32>bits ^ (<u32>(bits >> 32) * 0x9e3779b1)) * 0x85ebca6b;
  return hash ^ (hash >>> 15);
}

// @ts-ignore: decorator
@inline
function partOf(value: f64, shift: u32, parts: u32): usize {
  return <usize>(value == value ? hashOf(value) >>> shift : parts);
}

export function countParts(values: usize, count: u32, shift: u32, parts: u32, counts: usize): void {
  for (const end = values + (<usize>count << 3); values < end; values += 8) {
    const at = counts + (partOf(load<f64>(values) + 0, shift, parts) << 2);
    store<u32>(at, load<u32>(at) + 1);
  }
}

export function scatterParts(values: usize, count: u32, shift: u32, parts: u32, next: usize): void {
  for (const end = values + (<usize>count << 3); values < end; values += 8) {
    const value = load<f64>(values) + 0;
    const at = next + (partOf(value, shift, parts) << 2);
    const place = load<u32>(at);
    store<f64>(place, value);
    store<u32>(at, place + 8);
  }
}

export function countDistinct(values: usize, count: u32, slots: usize, mask: u32, counts: usize): u32 {
  memory.fill(slots, 0, (<usize>mask + 1) << 2);
  let found: u32 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const value = load<f64>(values + (<usize>i << 3));
    let slot = hashOf(value) & mask;
    let place = load<u32>(slots + (<usize>slot << 2));
    while (place != 0 && load<f64>(values + (<usize>(place - 1) << 3)) != value) {
      slot = (slot + 1) & mask;
      place = load<u32>(slots + (<usize>slot << 2));
    }
    if (place != 0) {
      const at = counts + (<usize>(place - 1) << 2);
      store<u32>(at, load<u32>(at) + 1);
      continue;
    }
    store<f64>(values + (<usize>found << 3), value);
    store<u32>(counts + (<usize>found << 2), 1);
    found++;
    store<u32>(slots + (<usize>slot << 2), found);
  }
  return found;
}
