import { normalQuantile } from '../distributions/normal-quantile.ts';

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Two-sided interval for a proportion of k in n at a confidence such as 0.95; 0 to 1 when n is 0. Wilson 1927. */
export function wilsonInterval(k: number, n: number, confidence: number): Interval {
  if (n === 0) return { low: 0, high: 1 };
  const z = normalQuantile(0.5 + confidence / 2);
  const share = k / n;
  const denominator = 1 + (z * z) / n;
  const centre = (share + (z * z) / (2 * n)) / denominator;
  const half = (z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))) / denominator;
  return { low: k === 0 ? 0 : Math.max(0, centre - half), high: k === n ? 1 : Math.min(1, centre + half) };
}
