// The twin of src/association/pair-counts.ts.
export function addPairCounts(a: usize, b: usize, rowCount: u32, width: u32, counts: usize, laneBytes: usize): void {
  const across = i16x8.splat(<i16>width);
  const counts1 = counts + laneBytes;
  const counts2 = counts1 + laneBytes;
  const counts3 = counts2 + laneBytes;
  for (const end = a + rowCount; a < end; a += 8, b += 8) {
    const cells = i16x8.add(i16x8.mul(v128.load8x8_u(a), across), v128.load8x8_u(b));
    increment(counts, i16x8.extract_lane_u(cells, 0));
    increment(counts1, i16x8.extract_lane_u(cells, 1));
    increment(counts2, i16x8.extract_lane_u(cells, 2));
    increment(counts3, i16x8.extract_lane_u(cells, 3));
    increment(counts, i16x8.extract_lane_u(cells, 4));
    increment(counts1, i16x8.extract_lane_u(cells, 5));
    increment(counts2, i16x8.extract_lane_u(cells, 6));
    increment(counts3, i16x8.extract_lane_u(cells, 7));
  }
}

// @ts-ignore: decorator
@inline
function increment(counts: usize, cell: u32): void {
  const at = counts + (<usize>cell << 2);
  store<u32>(at, load<u32>(at) + 1);
}
