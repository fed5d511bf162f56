import type { ColumnFacts } from '../column-facts.ts';

export type QuantileRule = 'linear' | 'lower' | 'higher' | 'midpoint' | 'nearest';

/**
 * Quantiles of the known numbers of a column at shares in [0, 1], between two neighbours by one of NumPy's rules; `nearest` takes
 * the even position where both are as near (Hyndman and Fan 1996, type 7 for `linear`). NaN when empty.
 */
export function quantilesOf(
  { knownCount, ranked }: Pick<ColumnFacts, 'knownCount' | 'ranked'>,
  shares: readonly number[],
  rule: QuantileRule,
): readonly number[] {
  if (knownCount === 0) return shares.map(() => Number.NaN);
  const positions = shares.map((share) => share * (knownCount - 1));
  // The ranks of all are asked for at once: each answer is a pass over the column.
  const ranks = positions.flatMap((position) => [
    Math.floor(position),
    Math.min(Math.floor(position) + 1, knownCount - 1),
  ]);
  const numbers = ranked(ranks);
  return positions.map((position, i) =>
    between(numbers[2 * i] as number, numbers[2 * i + 1] as number, position, rule),
  );
}

function between(low: number, high: number, position: number, rule: QuantileRule): number {
  const below = Math.floor(position);
  const rest = position - below;
  if (rest === 0 || rule === 'lower') return low;
  if (rule === 'higher') return high;
  if (rule === 'midpoint') return (low + high) / 2;
  if (rule === 'linear') return low === high ? low : low + rest * (high - low);
  return rest < 0.5 || (rest === 0.5 && below % 2 === 0) ? low : high;
}
