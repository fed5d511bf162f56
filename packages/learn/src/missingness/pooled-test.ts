import { chiSquareTest } from '@tend/kernels';

/** Pearson's approximation holds where at least so many rows are expected in each cell. */
const leastExpected = 5;

/**
 * P-value of the test whether a share is the same in all groups, groups in which fewer than 5 of either side are expected
 * being joined; 1 where nothing is left to compare. `hits[g]` of `totals[g]` rows.
 */
export function pooledTest(hits: ArrayLike<number>, totals: ArrayLike<number>): number {
  let [n, k] = [0, 0];
  for (let g = 0; g < totals.length; g++) {
    n += totals[g] as number;
    k += hits[g] as number;
  }
  const rarer = Math.min(k, n - k) / n;
  const table: [number, number][] = [];
  let [pooledHits, pooled] = [0, 0];
  for (let g = 0; g < totals.length; g++) {
    const [inside, total] = [hits[g] as number, totals[g] as number];
    if (total * rarer >= leastExpected) table.push([inside, total - inside]);
    else {
      pooledHits += inside;
      pooled += total;
    }
  }
  if (pooled * rarer >= leastExpected) table.push([pooledHits, pooled - pooledHits]);
  return chiSquareTest(table).pValue;
}
