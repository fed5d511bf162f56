import { interpolate } from './interpolate.ts';

/** The quantile at a share in [0, 1] of ascending values without NaN; NaN when empty. Type 7 (Hyndman and Fan 1996). */
export function quantile(sorted: Float64Array, share: number): number {
  if (sorted.length === 0 || !(share >= 0 && share <= 1)) return Number.NaN;
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below] as number;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] as number;
  return interpolate(low, high, position - below);
}
