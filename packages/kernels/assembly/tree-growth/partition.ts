// The twin of src/tree-growth/partition-kernel.ts: one store a record, at a place chosen without a branch.
export function partition(
  from: usize, to: usize, count: u32, column: usize, goesLeft: usize,
): u32 {
  let left = to;
  let right = to + (<usize>count << 3) - 8;
  const end = from + (<usize>count << 3);
  for (; from < end; from += 8) {
    const record = load<u64>(from);
    const isLeft = <usize>load<u8>(goesLeft + <usize>load<u8>(column + <usize>(record >> 32)));
    store<u64>(select(left, right, isLeft), record);
    left += isLeft << 3;
    right -= (1 - isLeft) << 3;
  }
  return <u32>((left - to) >> 3);
}
