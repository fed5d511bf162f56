const bits = new DataView(new ArrayBuffer(4));

/** The largest float32 below the float32 `value`; NaN and -Infinity as they are. */
export function nextBelow(value: number): number {
  if (Number.isNaN(value) || value === Number.NEGATIVE_INFINITY) return value;
  if (value === 0) return -1.401298464324817e-45;
  bits.setFloat32(0, value);
  bits.setInt32(0, bits.getInt32(0) + (value > 0 ? -1 : 1));
  return bits.getFloat32(0);
}
