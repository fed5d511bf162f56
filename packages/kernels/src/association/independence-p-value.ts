import { gammaSurvival } from '../distributions/gamma-survival.ts';
import type { ContingencyTable } from './contingency-table.ts';

/**
 * The p-value of Pearson's chi-square against independence, from the gamma distribution with the mean and variance that
 * chi-square has over all tables with these margins (Haldane 1940): sound where cells are sparse and the chi-square
 * distribution is not. 1 with fewer than two rows or columns, or fewer than four cases.
 */
export function independencePValue(table: ContingencyTable): number {
  const { rows: r, columns: c, total: n } = table;
  if (r < 2 || c < 2 || n < 4) return 1;
  const mean = (n * (r - 1) * (c - 1)) / (n - 1);
  const inverse = (totals: Float64Array, count: number): number =>
    (n * totals.reduce((sum, total) => sum + 1 / total, 0) - count * count) / (n - 2);
  const [w1, w2] = [inverse(table.rowTotals, r), inverse(table.columnTotals, c)];
  const [v1, v2] = [((r - 1) * (n - r)) / (n - 1), ((c - 1) * (n - c)) / (n - 1)];
  const variance = ((2 * n) / (n - 3)) * (v1 - w1) * (v2 - w2) + ((n * n) / (n - 1)) * w1 * w2;
  if (!(variance > 0)) return 1;
  return gammaSurvival((mean * mean) / variance, (chiSquare(table) * mean) / variance);
}

function chiSquare({ rows, columns, counts, rowTotals, columnTotals, total }: ContingencyTable): number {
  let sum = 0;
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++) {
      const expected = ((rowTotals[r] as number) * (columnTotals[c] as number)) / total;
      const surplus = (counts[r * columns + c] as number) - expected;
      sum += (surplus * surplus) / expected;
    }
  return sum;
}
