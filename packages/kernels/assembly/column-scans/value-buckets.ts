// The twins of src/column-scans/value-buckets.ts. The pseudo-minimum gives the place of what has no bucket for NaN, too.
// @ts-ignore: decorator
@inline
function bucketsOf(values: usize, low: v128, scale: v128, none: v128): v128 {
  const place = f64x2.mul(f64x2.sub(v128.load(values), low), scale);
  return i32x4.trunc_sat_f64x2_s_zero(f64x2.pmin(none, place));
}

export function countBuckets(values: usize, count: u32, low: f64, scale: f64, counts: usize, none: u32): void {
  const base = f64x2.splat(low);
  const factor = f64x2.splat(scale);
  const last = f64x2.splat(<f64>none);
  for (const end = values + (<usize>count << 3); values < end; values += 16) {
    const buckets = bucketsOf(values, base, factor, last);
    const a = counts + (<usize>i32x4.extract_lane(buckets, 0) << 2);
    store<u32>(a, load<u32>(a) + 1);
    const b = counts + (<usize>i32x4.extract_lane(buckets, 1) << 2);
    store<u32>(b, load<u32>(b) + 1);
  }
}

// Each number is written, and kept where the place moves on, without a branch taken at random.
export function gatherBuckets(
  values: usize, count: u32, low: f64, scale: f64, steps: usize, none: u32, into: usize,
): usize {
  const base = f64x2.splat(low);
  const factor = f64x2.splat(scale);
  const last = f64x2.splat(<f64>none);
  for (const end = values + (<usize>count << 3); values < end; values += 16) {
    const buckets = bucketsOf(values, base, factor, last);
    store<f64>(into, load<f64>(values));
    into += <usize>load<u8>(steps + <usize>i32x4.extract_lane(buckets, 0));
    store<f64>(into, load<f64>(values, 8));
    into += <usize>load<u8>(steps + <usize>i32x4.extract_lane(buckets, 1));
  }
  return into;
}
