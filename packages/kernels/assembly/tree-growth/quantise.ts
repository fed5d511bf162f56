// The twins of src/tree-growth/quantise-kernel.ts and largest-gradient-kernel.ts: four rows at a time.
import { wholeNumber4 } from '../math/whole-number';
import { hash4, mixed } from '../random/hash';

// floor(x / largest * levels + noise) of four rows; the noise of 12 bits lies in the middles of 4,096 parts of a unit.
// @ts-ignore: decorator
@inline
function rounded(x: v128, largest: v128, levels: v128, noise: v128): v128 {
  const part = f32x4.mul(f32x4.add(f32x4.convert_i32x4_s(noise), f32x4.splat(0.5)), f32x4.splat(1.0 / 4096.0));
  return wholeNumber4(f32x4.floor(f32x4.add(f32x4.mul(f32x4.div(x, largest), levels), part)));
}

// Reads past `end` stay within the memory, and what they give is masked.
export function quantise(
  begin: u32, end: u32, gradients: usize, hessians: usize, records: usize, totals: usize,
  salt: u32, largestGradient: f32, largestHessian: f32, levels: f32,
): void {
  const perG = f32x4.splat(largestGradient);
  const perH = f32x4.splat(largestHessian);
  const all = f32x4.splat(levels);
  const saltMixed = i32x4.splat(mixed(salt));
  let allG = i64x2.splat(0);
  let allH = i64x2.splat(0);
  for (let row = begin; row < end; row += 4) {
    const at = <usize>row << 2;
    const rows = i32x4.add(i32x4.splat(row), i32x4(0, 1, 2, 3));
    const noise = hash4(rows, saltMixed);
    let g = rounded(v128.load(gradients + at), perG, all, v128.and(noise, i32x4.splat(0xfff)));
    let h = rounded(v128.load(hessians + at), perH, all, i32x4.shr_u(noise, 20));
    const left = end - row;
    if (left < 4) {
      const mask = i32x4.lt_u(i32x4(0, 1, 2, 3), i32x4.splat(left));
      g = v128.and(g, mask);
      h = v128.and(h, mask);
    }
    allG = i64x2.add(allG, i64x2.add(i64x2.extend_low_i32x4_s(g), i64x2.extend_high_i32x4_s(g)));
    allH = i64x2.add(allH, i64x2.add(i64x2.extend_low_i32x4_s(h), i64x2.extend_high_i32x4_s(h)));
    const packed = v128.or(i32x4.shl(g, 16), h);
    const first = i8x16.shuffle(packed, rows, 0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23);
    const second = i8x16.shuffle(packed, rows, 8, 9, 10, 11, 24, 25, 26, 27, 12, 13, 14, 15, 28, 29, 30, 31);
    const target = records + (<usize>row << 3);
    if (left >= 4) {
      v128.store(target, first);
      v128.store(target, second, 16);
    } else {
      // Another thread's records begin behind these.
      store<i64>(target, i64x2.extract_lane(first, 0));
      if (left > 1) store<i64>(target, i64x2.extract_lane(first, 1), 8);
      if (left > 2) store<i64>(target, i64x2.extract_lane(second, 0), 16);
    }
  }
  store<f64>(totals, <f64>(i64x2.extract_lane(allG, 0) + i64x2.extract_lane(allG, 1)));
  store<f64>(totals, <f64>(i64x2.extract_lane(allH, 0) + i64x2.extract_lane(allH, 1)), 8);
}

// The largest |value| of the float32 values of rows `begin` to `end`.
export function largest(values: usize, begin: u32, end: u32): f32 {
  let most = f32x4.splat(0);
  let row = begin;
  for (; row + 4 <= end; row += 4) most = f32x4.pmax(most, f32x4.abs(v128.load(values + (<usize>row << 2))));
  let found: f32 = 0;
  for (; row < end; row++) found = max<f32>(found, abs<f32>(load<f32>(values + (<usize>row << 2))));
  found = max<f32>(found, max<f32>(f32x4.extract_lane(most, 0), f32x4.extract_lane(most, 1)));
  return max<f32>(found, max<f32>(f32x4.extract_lane(most, 2), f32x4.extract_lane(most, 3)));
}
