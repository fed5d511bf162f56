// The twin of src/column-profile/run-moments.ts: two vectors hold the sums over every fourth run.
export function runMoments(values: usize, counts: usize, runs: u32, moments: usize): void {
  const padded = (runs + 3) & ~3;
  for (let i = runs; i < padded; i++) {
    store<f64>(values + (<usize>i << 3), 0);
    store<u32>(counts + (<usize>i << 2), 0);
  }
  const end = values + (<usize>padded << 3);
  let sumA = f64x2.splat(0);
  let sumB = sumA;
  let rowsA = sumA;
  let rowsB = sumA;
  for (let at = values, counted = counts; at < end; at += 32, counted += 16) {
    const a = f64x2.convert_low_i32x4_u(v128.load64_zero(counted));
    const b = f64x2.convert_low_i32x4_u(v128.load64_zero(counted, 8));
    rowsA = f64x2.add(rowsA, a);
    rowsB = f64x2.add(rowsB, b);
    sumA = f64x2.add(sumA, f64x2.mul(a, v128.load(at)));
    sumB = f64x2.add(sumB, f64x2.mul(b, v128.load(at, 16)));
  }
  const n = across(rowsA, rowsB);
  const centre = n == 0 ? 0 : across(sumA, sumB) / n;
  const middle = f64x2.splat(centre);
  const nil = f64x2.splat(0);
  let restA = nil;
  let restB = nil;
  let secondA = nil;
  let secondB = nil;
  let thirdA = nil;
  let thirdB = nil;
  let fourthA = nil;
  let fourthB = nil;
  let zeros = nil;
  let negatives = nil;
  let wholes = nil;
  for (let at = values, counted = counts; at < end; at += 32, counted += 16) {
    const a = f64x2.convert_low_i32x4_u(v128.load64_zero(counted));
    const x = v128.load(at);
    zeros = f64x2.add(zeros, v128.and(a, f64x2.eq(x, nil)));
    negatives = f64x2.add(negatives, v128.and(a, f64x2.lt(x, nil)));
    wholes = f64x2.add(wholes, v128.and(a, f64x2.eq(x, f64x2.floor(x))));
    const d = f64x2.sub(x, middle);
    const ad = f64x2.mul(a, d);
    const dd = f64x2.mul(d, d);
    restA = f64x2.add(restA, ad);
    secondA = f64x2.add(secondA, f64x2.mul(a, dd));
    thirdA = f64x2.add(thirdA, f64x2.mul(ad, dd));
    fourthA = f64x2.add(fourthA, f64x2.mul(f64x2.mul(a, dd), dd));
    const b = f64x2.convert_low_i32x4_u(v128.load64_zero(counted, 8));
    const y = v128.load(at, 16);
    zeros = f64x2.add(zeros, v128.and(b, f64x2.eq(y, nil)));
    negatives = f64x2.add(negatives, v128.and(b, f64x2.lt(y, nil)));
    wholes = f64x2.add(wholes, v128.and(b, f64x2.eq(y, f64x2.floor(y))));
    const e = f64x2.sub(y, middle);
    const be = f64x2.mul(b, e);
    const ee = f64x2.mul(e, e);
    restB = f64x2.add(restB, be);
    secondB = f64x2.add(secondB, f64x2.mul(b, ee));
    thirdB = f64x2.add(thirdB, f64x2.mul(be, ee));
    fourthB = f64x2.add(fourthB, f64x2.mul(f64x2.mul(b, ee), ee));
  }
  store<f64>(moments, n);
  store<f64>(moments, centre, 8);
  store<f64>(moments, across(restA, restB), 16);
  store<f64>(moments, across(secondA, secondB), 24);
  store<f64>(moments, across(thirdA, thirdB), 32);
  store<f64>(moments, across(fourthA, fourthB), 40);
  store<f64>(moments, across(zeros, nil), 48);
  store<f64>(moments, across(negatives, nil), 56);
  store<f64>(moments, across(wholes, nil), 64);
}

// @ts-ignore: decorator
@inline
function across(a: v128, b: v128): f64 {
  const sum = f64x2.add(a, b);
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}
