// The twin of src/column-scans/whole-numbers.ts.
export function countPositions(values: usize, count: u32, low: f64, span: u32, counts: usize, laneBytes: usize): u32 {
  const base = f64x2.splat(low);
  const last = f64x2.splat(<f64>span);
  let misfits = i64x2.splat(0);
  const counts1 = counts + laneBytes;
  const counts2 = counts1 + laneBytes;
  const counts3 = counts2 + laneBytes;
  for (const end = values + (<usize>count << 3); values < end; values += 32) {
    const x = v128.load(values);
    const at = f64x2.sub(x, base);
    const places = i32x4.trunc_sat_f64x2_s_zero(f64x2.pmin(last, at));
    misfits = i64x2.sub(misfits, misfitting(x, at, places, base));
    const y = v128.load(values, 16);
    const at1 = f64x2.sub(y, base);
    const places1 = i32x4.trunc_sat_f64x2_s_zero(f64x2.pmin(last, at1));
    misfits = i64x2.sub(misfits, misfitting(y, at1, places1, base));
    increment(counts, i32x4.extract_lane(places, 0));
    increment(counts1, i32x4.extract_lane(places, 1));
    increment(counts2, i32x4.extract_lane(places1, 0));
    increment(counts3, i32x4.extract_lane(places1, 1));
  }
  return <u32>(i64x2.extract_lane(misfits, 0) + i64x2.extract_lane(misfits, 1));
}

// @ts-ignore: decorator
@inline
function misfitting(x: v128, at: v128, places: v128, base: v128): v128 {
  const whole = f64x2.convert_low_i32x4_s(places);
  return v128.and(f64x2.eq(x, x), v128.or(f64x2.ne(whole, at), f64x2.ne(f64x2.add(base, whole), x)));
}

// @ts-ignore: decorator
@inline
function increment(counts: usize, place: i32): void {
  const at = counts + (<usize>place << 2);
  store<u32>(at, load<u32>(at) + 1);
}
