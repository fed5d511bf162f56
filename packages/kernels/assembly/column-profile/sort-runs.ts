// The twin of src/column-profile/sort-runs.ts. Where the values are not ascending already: a radix sort of the bits of the
// doubles by bytes from the lowest, bytes that all values share skipped (whole numbers have five or six of those).
export function sortRuns(
  values: usize, length: u32, counts: usize, report: usize, scratch: usize, places: usize,
): u32 {
  let present: u32 = 0;
  let rises: u32 = 0;
  let falls: u32 = 0;
  let before: f64 = 0;
  for (let i: u32 = 0; i < length; i++) {
    const raw = load<f64>(values + (<usize>i << 3));
    if (raw != raw) continue;
    // -0 and 0 are one value.
    const value = raw + 0.0;
    if (present > 0) {
      rises += u32(value > before);
      falls += u32(value < before);
    } else store<f64>(report, value, 24);
    store<f64>(values + (<usize>present << 3), value);
    before = value;
    present++;
  }
  store<f64>(report, <f64>present);
  store<f64>(report, <f64>rises, 8);
  store<f64>(report, <f64>falls, 16);
  if (present == 0) return 0;
  store<f64>(report, before, 32);
  if (falls == 0) return countRuns(values, values, present, counts);
  return sortByBytes(values, present, counts, scratch, places);
}

// Runs of an ascending list to the front of `into`, which may be the list itself.
function countRuns(sorted: usize, into: usize, length: u32, counts: usize): u32 {
  let runs: u32 = 0;
  let value = load<f64>(sorted);
  let count: u32 = 1;
  for (let i: u32 = 1; i < length; i++) {
    const next = load<f64>(sorted + (<usize>i << 3));
    if (next == value) {
      count++;
      continue;
    }
    store<f64>(into + (<usize>runs << 3), value);
    store<u32>(counts + (<usize>runs << 2), count);
    runs++;
    value = next;
    count = 1;
  }
  store<f64>(into + (<usize>runs << 3), value);
  store<u32>(counts + (<usize>runs << 2), count);
  return runs + 1;
}

function sortByBytes(values: usize, length: u32, counts: usize, scratch: usize, places: usize): u32 {
  memory.fill(places, 0, 8192);
  for (let i: u32 = 0; i < length; i++) {
    const at = values + (<usize>i << 3);
    const bits = load<i64>(at);
    // Unsigned order of the keys is the order of the doubles.
    const key = <u64>(bits ^ ((bits >> 63) | i64.MIN_VALUE));
    store<u64>(at, key);
    for (let byte: u32 = 0; byte < 8; byte++) {
      const place = places + (<usize>byte << 10) + (<usize>((key >> (byte << 3)) & 255) << 2);
      store<u32>(place, load<u32>(place) + 1);
    }
  }
  let from = values;
  let to = scratch;
  for (let byte: u32 = 0; byte < 8; byte++) {
    const own = places + (<usize>byte << 10);
    const shift = <u64>byte << 3;
    if (load<u32>(own + (<usize>((load<u64>(from) >> shift) & 255) << 2)) == length) continue;
    let next: u32 = 0;
    for (let digit: usize = 0; digit < 1024; digit += 4) {
      const count = load<u32>(own + digit);
      store<u32>(own + digit, next);
      next += count;
    }
    for (let i: u32 = 0; i < length; i++) {
      const key = load<u64>(from + (<usize>i << 3));
      const place = own + (<usize>((key >> shift) & 255) << 2);
      const at = load<u32>(place);
      store<u32>(place, at + 1);
      store<u64>(to + (<usize>at << 3), key);
    }
    const swapped = from;
    from = to;
    to = swapped;
  }
  for (let i: u32 = 0; i < length; i++) {
    const at = from + (<usize>i << 3);
    const key = load<i64>(at);
    store<i64>(at, key ^ (~(key >> 63) | i64.MIN_VALUE));
  }
  return countRuns(from, values, length, counts);
}
