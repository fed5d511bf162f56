import { normalQuantile } from '../distributions/normal-quantile.ts';
import type { Interval } from '../hypothesis/wilson-interval.ts';
import { exp } from '../math/exp.ts';
import { log1p } from '../math/log1p.ts';

/**
 * Two-sided interval of a correlation by Fisher's z, whose variance is taken as `spread` / (n - 3): 1 for Pearson's (Fisher
 * 1921), 1 + r^2 / 2 for Spearman's (Bonett and Wright 2000). -1 to 1 below four cases; r itself where it is -1 or 1.
 */
export function correlationInterval(r: number, n: number, confidence: number, spread = 1): Interval {
  if (n < 4) return { low: -1, high: 1 };
  if (Math.abs(r) >= 1) return { low: r, high: r };
  const z = (log1p(r) - log1p(-r)) / 2;
  const half = normalQuantile(0.5 + confidence / 2) * Math.sqrt(spread / (n - 3));
  return { low: hyperbolicTangent(z - half), high: hyperbolicTangent(z + half) };
}

function hyperbolicTangent(z: number): number {
  const shrunk = exp(-2 * Math.abs(z));
  const size = (1 - shrunk) / (1 + shrunk);
  return z < 0 ? -size : size;
}
