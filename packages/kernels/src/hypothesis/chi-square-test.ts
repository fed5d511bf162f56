import { correctedCramersV } from '../association/corrected-cramers-v.ts';
import { chiSquareSurvival } from '../distributions/chi-square-survival.ts';

export interface ChiSquareTest {
  readonly statistic: number;
  readonly degreesOfFreedom: number;
  readonly pValue: number;
  /** Strength of association from 0 to 1, corrected for its bias upwards (Bergsma 2013). */
  readonly cramersV: number;
}

/**
 * Pearson's test of independence on a contingency table of counts (rows of equal length), without continuity
 * correction. Empty rows and columns are left out; with fewer than two of either there is no test: p-value 1.
 */
export function chiSquareTest(contingency: readonly ArrayLike<number>[]): ChiSquareTest {
  const columnCount = contingency[0]?.length ?? 0;
  const rowTotals = new Float64Array(contingency.length);
  const columnTotals = new Float64Array(columnCount);
  let total = 0;
  for (const [r, row] of contingency.entries()) {
    if (row.length !== columnCount)
      throw new RangeError(`row ${r} of a contingency table has ${row.length} cells, the first has ${columnCount}`);
    for (let c = 0; c < columnCount; c++) {
      const count = row[c] as number;
      rowTotals[r] = (rowTotals[r] as number) + count;
      columnTotals[c] = (columnTotals[c] as number) + count;
      total += count;
    }
  }
  let statistic = 0;
  for (const [r, row] of contingency.entries()) {
    for (let c = 0; c < columnCount; c++) {
      const expected = ((rowTotals[r] as number) * (columnTotals[c] as number)) / total;
      const surplus = (row[c] as number) - expected;
      if (expected > 0) statistic += (surplus * surplus) / expected;
    }
  }
  const rows = rowTotals.filter((count) => count > 0).length;
  const columns = columnTotals.filter((count) => count > 0).length;
  if (rows < 2 || columns < 2) return { statistic: 0, degreesOfFreedom: 0, pValue: 1, cramersV: 0 };
  const degreesOfFreedom = (rows - 1) * (columns - 1);
  return {
    statistic,
    degreesOfFreedom,
    pValue: chiSquareSurvival(statistic, degreesOfFreedom),
    cramersV: correctedCramersV(statistic / total, rows, columns, total),
  };
}
