export type QuantileRule = 'linear' | 'lower' | 'higher' | 'midpoint' | 'nearest';

/**
 * The quantile of ascending values at a share in [0, 1], between two neighbours by one of NumPy's rules; `nearest` takes the
 * even position where both are as near (Hyndman and Fan 1996, type 7 for `linear`). NaN when empty.
 */
export function quantileBetween(sorted: Float64Array, share: number, rule: QuantileRule): number {
  if (sorted.length === 0) return Number.NaN;
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  const rest = position - below;
  const [low, high] = [sorted[below] as number, sorted[above] as number];
  if (rest === 0 || rule === 'lower') return low;
  if (rule === 'higher') return high;
  if (rule === 'midpoint') return (low + high) / 2;
  if (rule === 'linear') return low === high ? low : low + rest * (high - low);
  return rest < 0.5 || (rest === 0.5 && below % 2 === 0) ? low : high;
}
