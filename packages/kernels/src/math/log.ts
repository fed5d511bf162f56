/*
 * After fdlibm's e_log.c, whose notice is kept:
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved. Permission to use, copy, modify, and distribute
 * this software is freely granted, provided that this notice is preserved.
 */
import { ln2High, ln2Low, logSeries } from './log-series.ts';

const word = new DataView(new ArrayBuffer(8));

/** Natural logarithm, within 1 ulp and the same bits on every engine; -Infinity at 0, NaN below. */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  if (x === 1) return 0;
  let exponent = 0;
  let scaled = x;
  if (x < 2.2250738585072014e-308) {
    exponent = -54;
    scaled = x * 18014398509481984;
  }
  // Split into 2^exponent and a factor in [sqrt(1/2), sqrt(2)], by the upper word of the double.
  word.setFloat64(0, scaled);
  const upper = word.getInt32(0) + (0x3ff00000 - 0x3fe6a09e);
  exponent += (upper >> 20) - 0x3ff;
  word.setInt32(0, (upper & 0xfffff) + 0x3fe6a09e);
  const f = word.getFloat64(0) - 1;
  const halfSquare = 0.5 * f * f;
  const s = f / (2 + f);
  return s * (halfSquare + logSeries(s)) + exponent * ln2Low - halfSquare + f + exponent * ln2High;
}
