/*
 * After fdlibm's s_log1p.c, whose notice is kept:
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved. Permission to use, copy, modify, and distribute
 * this software is freely granted, provided that this notice is preserved.
 */
import { ln2High, ln2Low, logSeries } from './log-series.ts';

const word = new DataView(new ArrayBuffer(8));

/** log(1 + x) without the rounding of 1 + x, within 1 ulp; -Infinity at -1, NaN below. */
export function log1p(x: number): number {
  if (!(x > -1)) return x === -1 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  if (Math.abs(x) < 1.1102230246251565e-16) return x;
  let exponent = 0;
  let correction = 0;
  let f = x;
  if (x < -0.2928932188134524 || x >= 0.41421356237309503) {
    const sum = 1 + x;
    word.setFloat64(0, sum);
    const upper = word.getInt32(0) + (0x3ff00000 - 0x3fe6a09e);
    exponent = (upper >> 20) - 0x3ff;
    // What 1 + x lost, to first order; beyond 2^54 it cannot be seen.
    if (exponent < 54) correction = (exponent >= 2 ? 1 - (sum - x) : x - (sum - 1)) / sum;
    word.setInt32(0, (upper & 0xfffff) + 0x3fe6a09e);
    f = word.getFloat64(0) - 1;
  }
  const halfSquare = 0.5 * f * f;
  const s = f / (2 + f);
  return s * (halfSquare + logSeries(s)) + (exponent * ln2Low + correction) - halfSquare + f + exponent * ln2High;
}
