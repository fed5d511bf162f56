// The whole numbers in four floats that are whole already and within 2^22 of 0: exact, and one step instead of the ten of a
// saturating conversion. Behind 1.5 x 2^23 the last bits of a float are its whole number.
// @ts-ignore: decorator
@inline
export function wholeNumber4(x: v128): v128 {
  return i32x4.sub(f32x4.add(x, f32x4.splat(12582912)), i32x4.splat(0x4b400000));
}
