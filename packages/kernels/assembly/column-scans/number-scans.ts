// The twins of src/column-scans/number-scans.ts. A pseudo-minimum takes its second operand only where that is less, which NaN
// never is.
export function summarise(values: usize, count: u32, report: usize): void {
  let known = i64x2.splat(0);
  let known1 = known;
  let low = v128.load64_splat(report, 8);
  let low1 = low;
  let high = v128.load64_splat(report, 16);
  let high1 = high;
  for (const end = values + (<usize>count << 3); values < end; values += 32) {
    const a = v128.load(values);
    const b = v128.load(values, 16);
    known = i64x2.sub(known, f64x2.eq(a, a));
    known1 = i64x2.sub(known1, f64x2.eq(b, b));
    low = f64x2.pmin(low, a);
    low1 = f64x2.pmin(low1, b);
    high = f64x2.pmax(high, a);
    high1 = f64x2.pmax(high1, b);
  }
  known = i64x2.add(known, known1);
  low = f64x2.pmin(low, low1);
  high = f64x2.pmax(high, high1);
  store<f64>(report, load<f64>(report) + <f64>(i64x2.extract_lane(known, 0) + i64x2.extract_lane(known, 1)));
  // Adding 0 turns -0 into 0: which of the two came first depends on the lanes.
  store<f64>(report, min<f64>(f64x2.extract_lane(low, 0), f64x2.extract_lane(low, 1)) + 0, 8);
  store<f64>(report, max<f64>(f64x2.extract_lane(high, 0), f64x2.extract_lane(high, 1)) + 0, 16);
}

export function countOutside(values: usize, count: u32, least: f64, most: f64, isStrictMin: u32, isStrictMax: u32): u32 {
  const low = f64x2.splat(least);
  const high = f64x2.splat(most);
  const strictMin = i64x2.splat(-<i64>isStrictMin);
  const strictMax = i64x2.splat(-<i64>isStrictMax);
  let outside = i64x2.splat(0);
  for (const end = values + (<usize>count << 3); values < end; values += 16) {
    const x = v128.load(values);
    const below = v128.or(f64x2.lt(x, low), v128.and(strictMin, f64x2.eq(x, low)));
    const above = v128.or(f64x2.gt(x, high), v128.and(strictMax, f64x2.eq(x, high)));
    outside = i64x2.sub(outside, v128.or(below, above));
  }
  return <u32>(i64x2.extract_lane(outside, 0) + i64x2.extract_lane(outside, 1));
}

// Adding the 0 that stands for NaN changes no sum: none that begins at 0 is ever -0.
export function addNumbers(values: usize, count: u32, sum: f64): f64 {
  for (const end = values + (<usize>count << 3); values < end; values += 16) {
    let x = v128.load(values);
    x = v128.and(x, f64x2.eq(x, x));
    sum = sum + f64x2.extract_lane(x, 0) + f64x2.extract_lane(x, 1);
  }
  return sum;
}

export function addSquares(values: usize, count: u32, mean: f64, sum: f64): f64 {
  const centre = f64x2.splat(mean);
  for (const end = values + (<usize>count << 3); values < end; values += 16) {
    let x = f64x2.sub(v128.load(values), centre);
    x = v128.and(x, f64x2.eq(x, x));
    x = f64x2.mul(x, x);
    sum = sum + f64x2.extract_lane(x, 0) + f64x2.extract_lane(x, 1);
  }
  return sum;
}
