/** ln 2 in two parts; a product of the first with any exponent of a double is exact. */
export const ln2High = 0.6931471803691238;
export const ln2Low = 1.9082149292705877e-10;

/** fdlibm's minimax polynomial R with log(1 + f) = f - f^2/2 + s (f^2/2 + R), s = f / (2 + f). */
export function logSeries(s: number): number {
  const z = s * s;
  const w = z * z;
  const even = w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373));
  const odd = z * (0.6666666666666735 + w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586)));
  return odd + even;
}
