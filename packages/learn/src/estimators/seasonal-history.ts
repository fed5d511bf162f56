/** A series split by its place in the season. */
export interface SeasonalHistory {
  /** The value of the latest period before `period` that lies a whole number of seasons back; undefined without one. */
  before(period: number): number | undefined;
}

/** The history of [period, value] pairs with ascending whole periods. */
export function seasonalHistory(series: readonly (readonly [number, number])[], season: number): SeasonalHistory {
  const placeOf = (period: number): number => ((period % season) + season) % season;
  const byPlace = new Map<number, (readonly [number, number])[]>();
  for (const pair of series) {
    const place = placeOf(pair[0]);
    const pairs = byPlace.get(place);
    if (pairs === undefined) byPlace.set(place, [pair]);
    else pairs.push(pair);
  }
  return {
    before(period) {
      const pairs = byPlace.get(placeOf(period)) ?? [];
      let low = 0;
      let high = pairs.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((pairs[middle]?.[0] as number) < period) low = middle + 1;
        else high = middle;
      }
      return pairs[low - 1]?.[1];
    },
  };
}
