/*
 * After fdlibm's e_exp.c, e_log.c and s_log1p.c, whose notice is kept:
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved. Permission to use, copy, modify, and distribute
 * this software is freely granted, provided that this notice is preserved.
 */
// Two at a time and without branches, each equal to the function of its name in src/math to the last bit, on the range it says.

// e to the power x of two numbers up to 0; below -708, where results would leave the normal numbers, that of -708.
// @ts-ignore: decorator
@inline
export function exp2(x: v128): v128 {
  const size = f64x2.pmin(f64x2.abs(x), f64x2.splat(708));
  const k = f64x2.floor(f64x2.add(f64x2.mul(size, f64x2.splat(1.4426950408889634)), f64x2.splat(0.5)));
  // A size up to ln 2 / 2 is not reduced: rounding of the product must not say otherwise.
  const part = v128.and(k, f64x2.gt(size, f64x2.splat(0.34657359027997264)));
  const high = f64x2.sub(f64x2.mul(part, f64x2.splat(0.6931471803691238)), size);
  const low = f64x2.neg(f64x2.mul(part, f64x2.splat(1.9082149292705877e-10)));
  const r = f64x2.sub(high, low);
  const rr = f64x2.mul(r, r);
  let c = f64x2.add(f64x2.splat(-1.6533902205465252e-6), f64x2.mul(rr, f64x2.splat(4.1381367970572385e-8)));
  c = f64x2.add(f64x2.splat(6.613756321437934e-5), f64x2.mul(rr, c));
  c = f64x2.add(f64x2.splat(-0.0027777777777015593), f64x2.mul(rr, c));
  c = f64x2.add(f64x2.splat(0.16666666666666602), f64x2.mul(rr, c));
  c = f64x2.sub(r, f64x2.mul(rr, c));
  // A size below 2^-28 gives 1 + x: the square that follows can still tip its rounding below 1, where doubles lie closer.
  const isCurved = f64x2.ge(size, f64x2.splat(3.725290298461914e-9));
  const quotient = v128.and(f64x2.div(f64x2.mul(r, c), f64x2.sub(f64x2.splat(2), c)), isCurved);
  const y = f64x2.add(f64x2.splat(1), f64x2.add(f64x2.sub(quotient, low), high));
  const exponent = i64x2.sub(i64x2.splat(1023), i64x2.extend_low_i32x4_u(i32x4.trunc_sat_f64x2_u_zero(part)));
  return f64x2.mul(y, i64x2.shl(exponent, 52));
}

// R of log-series.ts.
// @ts-ignore: decorator
@inline
function logSeries2(s: v128): v128 {
  const z = f64x2.mul(s, s);
  const w = f64x2.mul(z, z);
  let even = f64x2.add(f64x2.splat(0.22222198432149784), f64x2.mul(w, f64x2.splat(0.15313837699209373)));
  even = f64x2.mul(w, f64x2.add(f64x2.splat(0.3999999999940942), f64x2.mul(w, even)));
  let odd = f64x2.add(f64x2.splat(0.1818357216161805), f64x2.mul(w, f64x2.splat(0.14798198605116586)));
  odd = f64x2.add(f64x2.splat(0.2857142874366239), f64x2.mul(w, odd));
  odd = f64x2.mul(z, f64x2.add(f64x2.splat(0.6666666666666735), f64x2.mul(w, odd)));
  return f64x2.add(odd, even);
}

// log(1 + x) of two numbers from 0 to 1.
// @ts-ignore: decorator
@inline
export function log1p2(x: v128): v128 {
  const one = f64x2.splat(1);
  const isLarge = f64x2.ge(x, f64x2.splat(0.41421356237309503));
  const sum = f64x2.add(one, x);
  const k = v128.and(one, isLarge);
  const correction = v128.and(f64x2.div(f64x2.sub(x, f64x2.sub(sum, one)), sum), isLarge);
  const f = v128.bitselect(f64x2.sub(f64x2.mul(sum, f64x2.splat(0.5)), one), x, isLarge);
  const half = f64x2.mul(f64x2.mul(f64x2.splat(0.5), f), f);
  const s = f64x2.div(f, f64x2.add(f64x2.splat(2), f));
  const low = f64x2.add(f64x2.mul(k, f64x2.splat(1.9082149292705877e-10)), correction);
  const rest = f64x2.mul(s, f64x2.add(half, logSeries2(s)));
  return f64x2.add(
    f64x2.add(f64x2.sub(f64x2.add(rest, low), half), f),
    f64x2.mul(k, f64x2.splat(0.6931471803691238)),
  );
}

// The logarithm of two finite numbers from 1 on.
// @ts-ignore: decorator
@inline
export function log2(x: v128): v128 {
  const upper = i64x2.add(x, i64x2.splat(<i64>(0x3ff00000 - 0x3fe6a09e) << 32));
  const k = f64x2.convert_low_i32x4_s(
    i8x16.shuffle(i64x2.sub(i64x2.shr_u(upper, 52), i64x2.splat(0x3ff)), x, 0, 1, 2, 3, 8, 9, 10, 11, 0, 1, 2, 3, 0, 1, 2, 3),
  );
  const mantissa = v128.and(upper, i64x2.splat(0x000fffffffffffff));
  const f = f64x2.sub(i64x2.add(mantissa, i64x2.splat(<i64>0x3fe6a09e << 32)), f64x2.splat(1));
  const half = f64x2.mul(f64x2.mul(f64x2.splat(0.5), f), f);
  const s = f64x2.div(f, f64x2.add(f64x2.splat(2), f));
  const rest = f64x2.mul(s, f64x2.add(half, logSeries2(s)));
  return f64x2.add(
    f64x2.add(f64x2.sub(f64x2.add(rest, f64x2.mul(k, f64x2.splat(1.9082149292705877e-10))), half), f),
    f64x2.mul(k, f64x2.splat(0.6931471803691238)),
  );
}
