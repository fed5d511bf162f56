// The twin of src/tree-growth/gradient-kernel.ts: four rows at a time, in one pass from score to record.
import { hash4, mixed } from '../random/hash';
import { sigmoid4 } from '../math/sigmoid32';
import { wholeNumber4 } from '../math/whole-number';

// floor(x * per + noise) of four rows; the noise of 12 bits lies in the middles of 4,096 parts of a unit.
// @ts-ignore: decorator
@inline
function rounded(x: v128, per: v128, noise: v128): v128 {
  const part = f32x4.mul(f32x4.add(f32x4.convert_i32x4_s(noise), f32x4.splat(0.5)), f32x4.splat(1.0 / 4096.0));
  return wholeNumber4(f32x4.floor(f32x4.add(f32x4.mul(x, per), part)));
}

// The first `count` of four lanes.
// @ts-ignore: decorator
@inline
function firstLanes(count: u32): v128 {
  return i32x4.lt_u(i32x4(0, 1, 2, 3), i32x4.splat(count));
}

// @ts-ignore: decorator
@inline
function plusAll(sums: v128, own: v128): v128 {
  return i64x2.add(sums, i64x2.add(i64x2.extend_low_i32x4_s(own), i64x2.extend_high_i32x4_s(own)));
}

// Reads past `end` stay within the memory, and what they give is masked.
export function gradients(
  begin: u32, end: u32, scores: usize, labels: usize, weights: usize, records: usize, totals: usize,
  salt: u32, bagSalt: u32, bagLimit: f64, levels: f32,
): void {
  const perG = f32x4.splat(levels);
  const perH = f32x4.splat(4 * levels);
  const one = f32x4.splat(1);
  const saltMixed = i32x4.splat(mixed(salt));
  const bagMixed = i32x4.splat(mixed(bagSalt));
  const isWhole = bagLimit >= 4294967296;
  // hash < limit for a whole hash is hash <= ceil(limit) - 1.
  const limit = i32x4.splat(isWhole ? 0xffffffff : <u32>(<u64>ceil(bagLimit) - 1));
  const isEmpty = bagLimit <= 0;
  let allG = i64x2.splat(0);
  let allH = i64x2.splat(0);
  let inBag: u64 = 0;
  let ownG = i32x4.splat(0);
  let ownH = i32x4.splat(0);
  for (let row = begin; row < end; row += 4) {
    const at = <usize>row << 3;
    const rows = i32x4.add(i32x4.splat(row), i32x4(0, 1, 2, 3));
    const low = f32x4.demote_f64x2_zero(v128.load(scores + at));
    const high = f32x4.demote_f64x2_zero(v128.load(scores + at, 16));
    const p = sigmoid4(i8x16.shuffle(low, high, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23));
    const w = v128.load(weights + (<usize>row << 2));
    const bytes = v128.load32_zero(labels + row);
    const y = f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(bytes)));
    const noise = hash4(rows, saltMixed);
    let g = rounded(f32x4.mul(w, f32x4.sub(p, y)), perG, v128.and(noise, i32x4.splat(0xfff)));
    let h = rounded(f32x4.mul(f32x4.mul(w, p), f32x4.sub(one, p)), perH, i32x4.shr_u(noise, 20));
    const left = end - row;
    let mask = i32x4.splat(-1);
    if (!isWhole) mask = isEmpty ? i32x4.splat(0) : i32x4.le_u(hash4(rows, bagMixed), limit);
    if (left < 4) mask = v128.and(mask, firstLanes(left));
    if (!isWhole || left < 4) {
      g = v128.and(g, mask);
      h = v128.and(h, mask);
    }
    inBag += popcnt<u32>(i32x4.bitmask(mask));
    ownG = i32x4.add(ownG, g);
    ownH = i32x4.add(ownH, h);
    // Before 2^18 sums of at most 2^12 could pass 32 bits.
    if (((row - begin) & 0xfffff) == 0xffffc) {
      allG = plusAll(allG, ownG);
      allH = plusAll(allH, ownH);
      ownG = i32x4.splat(0);
      ownH = i32x4.splat(0);
    }
    const packed = v128.or(i32x4.shl(g, 16), h);
    const first = i8x16.shuffle(packed, rows, 0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23);
    const second = i8x16.shuffle(packed, rows, 8, 9, 10, 11, 24, 25, 26, 27, 12, 13, 14, 15, 28, 29, 30, 31);
    if (left >= 4) {
      v128.store(records + at, first);
      v128.store(records + at, second, 16);
    } else {
      // Another thread's records begin behind these.
      store<i64>(records + at, i64x2.extract_lane(first, 0));
      if (left > 1) store<i64>(records + at, i64x2.extract_lane(first, 1), 8);
      if (left > 2) store<i64>(records + at, i64x2.extract_lane(second, 0), 16);
    }
  }
  allG = plusAll(allG, ownG);
  allH = plusAll(allH, ownH);
  store<f64>(totals, <f64>(i64x2.extract_lane(allG, 0) + i64x2.extract_lane(allG, 1)));
  store<f64>(totals, <f64>(i64x2.extract_lane(allH, 0) + i64x2.extract_lane(allH, 1)), 8);
  store<f64>(totals, <f64>inBag, 16);
}
