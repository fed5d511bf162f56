const { fround } = Math;
const log2e = fround(Math.LOG2E);
/** ln 2 in two parts: the first has few bits, so that its product with a whole number is exact. */
const ln2High = 0.693359375;
const ln2Low = fround(-2.1219444e-4);
const p0 = fround(1.98756915e-4);
const p1 = fround(1.3981999507e-3);
const p2 = fround(8.3334519073e-3);
const p3 = fround(4.1665795894e-2);
const p4 = fround(1.6666665459e-1);
const p5 = fround(5.0000001201e-1);
/** Beyond, e^-|x| would leave the normal numbers of float32. */
const largest = 87;
/** powersOfTwo[-k] is 2^k, down to the smallest normal float32. */
const powersOfTwo = Float32Array.from({ length: 127 }, (_, k) => 2 ** -k);

/**
 * 1 / (1 + e^-x) in float32 arithmetic, relative error below 3e-7 for |x| <= 87: what gradients of 11 bits need, four at
 * a time in the compiled kernels. Source: Moshier, Cephes, expf.
 */
export function sigmoid32(x: number): number {
  const t = -Math.min(Math.abs(x), largest);
  const k = Math.floor(fround(fround(t * log2e) + 0.5));
  const high = fround(t - fround(k * ln2High));
  const r = fround(high - fround(k * ln2Low));
  let y = fround(fround(p0 * r) + p1);
  y = fround(fround(y * r) + p2);
  y = fround(fround(y * r) + p3);
  y = fround(fround(y * r) + p4);
  y = fround(fround(y * r) + p5);
  y = fround(fround(fround(y * fround(r * r)) + r) + 1);
  const odds = fround(y * (powersOfTwo[-k] as number));
  return fround((x >= 0 ? 1 : odds) / fround(1 + odds));
}
