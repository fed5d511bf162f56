// The twin of src/column-scans/count-codes.ts.
export function countCodes(codes: usize, count: u32, size: u32, counts: usize, laneBytes: usize): void {
  const one = i32x4.splat(1);
  const last = i32x4.splat(<i32>size + 1);
  const counts1 = counts + laneBytes;
  const counts2 = counts1 + laneBytes;
  const counts3 = counts2 + laneBytes;
  for (const end = codes + (<usize>count << 2); codes < end; codes += 16) {
    const places = i32x4.min_u(i32x4.add(v128.load(codes), one), last);
    increment(counts, i32x4.extract_lane(places, 0));
    increment(counts1, i32x4.extract_lane(places, 1));
    increment(counts2, i32x4.extract_lane(places, 2));
    increment(counts3, i32x4.extract_lane(places, 3));
  }
}

// @ts-ignore: decorator
@inline
function increment(counts: usize, place: i32): void {
  const at = counts + (<usize>place << 2);
  store<u32>(at, load<u32>(at) + 1);
}
