import type { ColumnFacts } from '../column-facts.ts';

export type QuantileRule = 'linear' | 'lower' | 'higher' | 'midpoint' | 'nearest';

/**
 * The quantile of the known numbers of a column at a share in [0, 1], between two neighbours by one of NumPy's rules; `nearest` takes the
 * even position where both are as near (Hyndman and Fan 1996, type 7 for `linear`). NaN when empty.
 */
export function quantileBetween(
  { knownCount, smallest }: Pick<ColumnFacts, 'knownCount' | 'smallest'>,
  share: number,
  rule: QuantileRule,
): number {
  if (knownCount === 0) return Number.NaN;
  const position = share * (knownCount - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, knownCount - 1);
  const rest = position - below;
  if (rest === 0 || rule === 'lower') return smallest(below);
  if (rule === 'higher') return smallest(above);
  const [low, high] = [smallest(below), smallest(above)];
  if (rule === 'midpoint') return (low + high) / 2;
  if (rule === 'linear') return low === high ? low : low + rest * (high - low);
  return rest < 0.5 || (rest === 0.5 && below % 2 === 0) ? low : high;
}
