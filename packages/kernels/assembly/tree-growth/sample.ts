// The twins of src/tree-growth/sample-kernel.ts, for records that hold their gradients and for exact ones: one store a
// record, at a place chosen without a branch.
export function sample(from: usize, to: usize, count: u32): u32 {
  let front = to;
  let back = to + (<usize>count << 3) - 8;
  const end = from + (<usize>count << 3);
  for (; from < end; from += 8) {
    const record = load<u64>(from);
    const isSampled = <usize>(<u32>record != 0);
    store<u64>(select(front, back, isSampled), record);
    front += isSampled << 3;
    back -= (1 - isSampled) << 3;
  }
  return <u32>((front - to) >> 3);
}

// `pairs` are those of the first of the rows. A gradient of -0 is none.
export function exactSample(from: usize, to: usize, count: u32, pairs: usize): u32 {
  let front = to;
  let back = to + (<usize>count << 3) - 8;
  const end = from + (<usize>count << 3);
  for (; from < end; from += 8, pairs += 16) {
    const isSampled = <usize>v128.any_true(f64x2.ne(v128.load(pairs), f64x2.splat(0)));
    store<u64>(select(front, back, isSampled), load<u64>(from));
    front += isSampled << 3;
    back -= (1 - isSampled) << 3;
  }
  return <u32>((front - to) >> 3);
}
