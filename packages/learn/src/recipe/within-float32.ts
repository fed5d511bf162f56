const largest = 3.4028234663852886e38;

/**
 * Beyond float32 a value would turn infinite: held at the largest, it keeps its place in the order. NaN stays NaN, with all its bits:
 * Math.min would change its sign.
 */
export function withinFloat32(value: number): number {
  return value > largest ? largest : value < -largest ? -largest : value;
}
