// The twin of src/tree-growth/sigmoid32.ts, operation by operation: equal to the last bit.
// @ts-ignore: decorator
@inline
export function sigmoid4(x: v128): v128 {
  const size = f32x4.pmin(f32x4.abs(x), f32x4.splat(87));
  const t = f32x4.neg(size);
  const k = f32x4.floor(f32x4.add(f32x4.mul(t, f32x4.splat(1.44269502162933349609375)), f32x4.splat(0.5)));
  const high = f32x4.sub(t, f32x4.mul(k, f32x4.splat(0.693359375)));
  const r = f32x4.sub(high, f32x4.mul(k, f32x4.splat(-2.12194440e-4)));
  let y = f32x4.splat(1.9875691500e-4);
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(1.3981999507e-3));
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(8.3334519073e-3));
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(4.1665795894e-2));
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(1.6666665459e-1));
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(5.0000001201e-1));
  y = f32x4.add(f32x4.add(f32x4.mul(y, f32x4.mul(r, r)), r), f32x4.splat(1));
  // 2^k: behind 2^23 the last bits of a float are its whole number, here 127 + k.
  const scale = i32x4.shl(f32x4.add(k, f32x4.splat(12582912 + 127)), 23);
  const odds = f32x4.mul(y, scale);
  const one = f32x4.splat(1);
  return f32x4.div(v128.bitselect(one, odds, f32x4.ge(x, f32x4.splat(0))), f32x4.add(one, odds));
}
