/** Sum of t^3 - t over the groups of t equal ranks: what rank tests are corrected by (Kruskal and Wallis 1952). */
export function tieTerm(ranked: Float64Array): number {
  const sorted = ranked.toSorted();
  let sum = 0;
  for (let start = 0, end = 0; start < sorted.length; start = end) {
    while (end < sorted.length && sorted[end] === sorted[start]) end++;
    const t = end - start;
    sum += t * t * t - t;
  }
  return sum;
}
