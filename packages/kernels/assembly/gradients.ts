// The twin of src/trees/gradient-kernel.ts: two rows of float64 at a time, in one pass from score to record.
import { sigmoid, sigmoid2Lanes } from './exp';
import { hash32, hash4, mixed } from './hash';

let sumG: i64 = 0;
let sumH: i64 = 0;
let inBag: i64 = 0;

function one(
  row: u32, scores: usize, labels: usize, weights: usize, records: usize,
  salt: u32, bagSalt: u32, bagLimit: u64, perGradient: f64, perHessian: f64,
): void {
  let packed: u32 = 0;
  if (<u64>hash32(row, bagSalt) < bagLimit) {
    const p = sigmoid(load<f64>(scores + (<usize>row << 3)));
    const w = load<f64>(weights + (<usize>row << 3));
    const noise = hash32(row, salt);
    const label = <f64>load<u8>(labels + row);
    const g = <i32>floor(w * (p - label) * perGradient + <f64>(noise & 0xffff) / 65536);
    const h = <i32>floor(w * p * (1 - p) * perHessian + <f64>(noise >> 16) / 65536);
    packed = (<u32>g << 16) | <u32>h;
    sumG += g;
    sumH += h;
    inBag++;
  }
  store<u32>(records + (<usize>row << 3), packed);
  store<u32>(records + (<usize>row << 3), row, 4);
}

// floor(x * per + noise / 65536) of two rows, as the low two of four i32.
// @ts-ignore: decorator
@inline
function rounded(x: v128, per: v128, noise: v128): v128 {
  const shifted = f64x2.add(f64x2.mul(x, per), f64x2.mul(f64x2.convert_low_i32x4_u(noise), f64x2.splat(1.0 / 65536.0)));
  return i32x4.trunc_sat_f64x2_s_zero(f64x2.floor(shifted));
}

export function gradients(
  begin: u32, end: u32, scores: usize, labels: usize, weights: usize, records: usize, totals: usize,
  salt: u32, bagSalt: u32, bagLimit: f64, perGradient: f64, perHessian: f64,
): void {
  sumG = 0;
  sumH = 0;
  inBag = 0;
  // hash < limit for a whole hash and a limit that need not be whole.
  const limit = <u64>ceil(bagLimit);
  const isWhole = bagLimit >= 4294967296;
  const perG = f64x2.splat(perGradient);
  const perH = f64x2.splat(perHessian);
  const saltMixed = i32x4.splat(mixed(salt));
  const ones = f64x2.splat(1);
  let allG = i64x2.splat(0);
  let allH = i64x2.splat(0);
  let row = begin;
  if (isWhole) {
    for (; row + 4 <= end; row += 4) {
      const at = <usize>row << 3;
      const s0 = v128.load(scores + at);
      const s1 = v128.load(scores + at, 16);
      const most = f64x2.max(f64x2.abs(s0), f64x2.abs(s1));
      if (!(max(f64x2.extract_lane(most, 0), f64x2.extract_lane(most, 1)) <= 708)) {
        for (let i: u32 = 0; i < 4; i++)
          one(row + i, scores, labels, weights, records, salt, bagSalt, limit, perGradient, perHessian);
        continue;
      }
      const rows = i32x4.add(i32x4.splat(row), i32x4(0, 1, 2, 3));
      const noise = hash4(rows, saltMixed);
      const lowNoise = v128.and(noise, i32x4.splat(0xffff));
      const highNoise = i32x4.shr_u(noise, 16);
      const bytes = v128.load32_zero(labels + row);
      const y = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(bytes));
      const w0 = v128.load(weights + at);
      const w1 = v128.load(weights + at, 16);
      const q0 = sigmoid2Lanes(s0);
      const q1 = sigmoid2Lanes(s1);
      const y1 = i8x16.shuffle(y, y, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7);
      const low1 = i8x16.shuffle(lowNoise, lowNoise, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7);
      const high1 = i8x16.shuffle(highNoise, highNoise, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7);
      const g0 = rounded(f64x2.mul(w0, f64x2.sub(q0, f64x2.convert_low_i32x4_u(y))), perG, lowNoise);
      const g1 = rounded(f64x2.mul(w1, f64x2.sub(q1, f64x2.convert_low_i32x4_u(y1))), perG, low1);
      const h0 = rounded(f64x2.mul(f64x2.mul(w0, q0), f64x2.sub(ones, q0)), perH, highNoise);
      const h1 = rounded(f64x2.mul(f64x2.mul(w1, q1), f64x2.sub(ones, q1)), perH, high1);
      const g = i8x16.shuffle(g0, g1, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23);
      const h = i8x16.shuffle(h0, h1, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23);
      const packed = v128.or(i32x4.shl(g, 16), h);
      allG = i64x2.add(allG, i64x2.add(i64x2.extend_low_i32x4_s(g), i64x2.extend_high_i32x4_s(g)));
      allH = i64x2.add(allH, i64x2.add(i64x2.extend_low_i32x4_s(h), i64x2.extend_high_i32x4_s(h)));
      v128.store(records + at, i8x16.shuffle(packed, rows, 0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23));
      v128.store(records + at, i8x16.shuffle(packed, rows, 8, 9, 10, 11, 24, 25, 26, 27, 12, 13, 14, 15, 28, 29, 30, 31), 16);
      inBag += 4;
    }
  }
  sumG += i64x2.extract_lane(allG, 0) + i64x2.extract_lane(allG, 1);
  sumH += i64x2.extract_lane(allH, 0) + i64x2.extract_lane(allH, 1);
  for (; row < end; row++)
    one(row, scores, labels, weights, records, salt, bagSalt, isWhole ? 0x1_0000_0000 : limit, perGradient, perHessian);
  store<f64>(totals, <f64>sumG);
  store<f64>(totals, <f64>sumH, 8);
  store<f64>(totals, <f64>inBag, 16);
}
