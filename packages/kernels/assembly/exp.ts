// The twin of src/math/exp.ts and src/math/sigmoid.ts, operation by operation: equal to the last bit.
// After fdlibm's e_exp.c, Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved. Permission to use, copy, modify,
// and distribute this software is freely granted, provided that this notice is preserved.
const ln2High: f64 = 0.6931471803691238;
const ln2Low: f64 = 1.9082149292705877e-10;
const inverseLn2: f64 = 1.4426950408889634;
const halfLn2: f64 = 0.34657359027997264;
const tiny: f64 = 3.725290298461914e-9;
const p1: f64 = 0.16666666666666602;
const p2: f64 = -0.0027777777777015593;
const p3: f64 = 6.613756321437934e-5;
const p4: f64 = -1.6533902205465252e-6;
const p5: f64 = 4.1381367970572385e-8;

// @ts-ignore: decorator
@inline
function powerOfTwo(k: i32): f64 {
  return reinterpret<f64>((<i64>k + 1023) << 52);
}

export function exp(x: f64): f64 {
  if (x != x) return x;
  if (x > 709.782712893384) return Infinity;
  if (x < -745.1332191019411) return 0;
  const size = abs(x);
  if (size < tiny) return 1 + x;
  let k: f64 = 0;
  let high = x;
  let low: f64 = 0;
  if (size > halfLn2) {
    k = trunc(inverseLn2 * x + (x < 0 ? -0.5 : 0.5));
    high = x - k * ln2High;
    low = k * ln2Low;
  }
  const r = high - low;
  const rr = r * r;
  const c = r - rr * (p1 + rr * (p2 + rr * (p3 + rr * (p4 + rr * p5))));
  const y = 1 + ((r * c) / (2 - c) - low + high);
  const scale = <i32>k;
  if (scale > 1023) return y * 2 * powerOfTwo(scale - 1);
  if (scale < -1022) return y * powerOfTwo(scale + 1000) * powerOfTwo(-1000);
  return y * powerOfTwo(scale);
}

export function expTwin(x: f64): f64 {
  return exp(x);
}

export function sigmoid(x: f64): f64 {
  if (x >= 0) return 1 / (1 + exp(-x));
  const odds = exp(x);
  return odds / (1 + odds);
}

// Two at once, without a branch, for -708 <= x <= 0: there 2^k is a normal number.
// @ts-ignore: decorator
@inline
export function exp2Lanes(x: v128): v128 {
  const size = f64x2.neg(x);
  const isReduced = f64x2.gt(size, f64x2.splat(halfLn2));
  const k = v128.and(
    isReduced,
    f64x2.trunc(f64x2.add(f64x2.mul(f64x2.splat(inverseLn2), x), f64x2.splat(-0.5))),
  );
  const high = f64x2.sub(x, f64x2.mul(k, f64x2.splat(ln2High)));
  const low = f64x2.mul(k, f64x2.splat(ln2Low));
  const r = f64x2.sub(high, low);
  const rr = f64x2.mul(r, r);
  let c = f64x2.add(f64x2.splat(p4), f64x2.mul(rr, f64x2.splat(p5)));
  c = f64x2.add(f64x2.splat(p3), f64x2.mul(rr, c));
  c = f64x2.add(f64x2.splat(p2), f64x2.mul(rr, c));
  c = f64x2.add(f64x2.splat(p1), f64x2.mul(rr, c));
  c = f64x2.sub(r, f64x2.mul(rr, c));
  const quotient = f64x2.div(f64x2.mul(r, c), f64x2.sub(f64x2.splat(2), c));
  const y = f64x2.add(f64x2.splat(1), f64x2.add(f64x2.sub(quotient, low), high));
  // k is whole and small: as the low word of each half after the conversion.
  const whole = i64x2.extend_low_i32x4_s(i32x4.trunc_sat_f64x2_s_zero(k));
  const scale = i64x2.shl(i64x2.add(whole, i64x2.splat(1023)), 52);
  const scaled = f64x2.mul(y, scale);
  return v128.bitselect(f64x2.add(f64x2.splat(1), x), scaled, f64x2.lt(size, f64x2.splat(tiny)));
}

// The sigmoid of two margins with |x| <= 708.
// @ts-ignore: decorator
@inline
export function sigmoid2Lanes(x: v128): v128 {
  const odds = exp2Lanes(f64x2.neg(f64x2.abs(x)));
  const isUpper = f64x2.ge(x, f64x2.splat(0));
  const numerator = v128.bitselect(f64x2.splat(1), odds, isUpper);
  return f64x2.div(numerator, f64x2.add(f64x2.splat(1), odds));
}
