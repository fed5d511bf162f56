/**
 * The places from which on the mean of a series is another one: those that make the squared distances to the means of the
 * stretches, and a penalty for each, least. Stretches have at least `leastLength` values. The exact optimum, by pruned dynamic
 * programming (PELT, Killick, Fearnhead and Eckley 2012). RangeError for a penalty that is not positive.
 */
export function pelt(series: Float64Array, penalty: number, leastLength = 2): readonly number[] {
  if (!(penalty > 0)) throw new RangeError(`a penalty is above 0, came ${penalty}`);
  const n = series.length;
  const sums = new Float64Array(n + 1);
  const squares = new Float64Array(n + 1);
  // About the first value, so that a large level costs no digits.
  const base = series[0] ?? 0;
  for (let i = 0; i < n; i++) {
    const value = (series[i] as number) - base;
    sums[i + 1] = (sums[i] as number) + value;
    squares[i + 1] = (squares[i] as number) + value * value;
  }
  const cost = (from: number, to: number): number => {
    const sum = (sums[to] as number) - (sums[from] as number);
    return (squares[to] as number) - (squares[from] as number) - (sum * sum) / (to - from);
  };
  const best = new Float64Array(n + 1).fill(Number.POSITIVE_INFINITY);
  const last = new Int32Array(n + 1);
  best[0] = -penalty;
  let candidates: { readonly from: number; until: number }[] = [{ from: 0, until: n }];
  for (let to = leastLength; to <= n; to++) {
    for (const candidate of candidates) {
      const total = (best[candidate.from] as number) + cost(candidate.from, to) + penalty;
      if (total < (best[to] as number)) {
        best[to] = total;
        last[to] = candidate.from;
      }
    }
    for (const candidate of candidates) {
      const total = (best[candidate.from] as number) + cost(candidate.from, to);
      // What costs more already without a penalty cannot win once a change at `to` is long enough to take its place.
      if (total > (best[to] as number)) candidate.until = Math.min(candidate.until, to + leastLength - 1);
    }
    candidates = candidates.filter(({ until }) => until > to);
    const next = to - leastLength + 1;
    if (next >= leastLength) candidates.push({ from: next, until: n });
  }
  const changes: number[] = [];
  for (let to = n; to > 0 && n >= 2 * leastLength; to = last[to] as number)
    if ((last[to] as number) > 0) changes.unshift(last[to] as number);
  return changes;
}
