import { normalQuantile } from '../distributions/normal-quantile.ts';
import type { AssociationEstimate } from './association-estimate.ts';
import type { ContingencyTable } from './contingency-table.ts';
import { correctedCramersV, largestPhiSquare } from './corrected-cramers-v.ts';

/**
 * Cramer's V of a table, corrected for its bias (Bergsma 2013). The interval is asymptotic: the delta method on
 * chi-square / n (Bishop, Fienberg and Holland 1975, section 11.3) plus the variance that it has without association, cut
 * at 0 and 1. Zero throughout for a table with fewer than two rows or columns.
 */
export function cramersV(table: ContingencyTable, confidence: number): AssociationEstimate {
  const { rows, columns, total } = table;
  if (rows < 2 || columns < 2) return { value: 0, low: 0, high: 0, uncorrected: 0 };
  const { phiSquare, variance } = phiSquareOf(table);
  const degrees = (rows - 1) * (columns - 1);
  const half = normalQuantile(0.5 + confidence / 2) * Math.sqrt(variance + (2 * degrees) / (total * total));
  const largest = largestPhiSquare(rows, columns, total);
  const centre = phiSquare - degrees / (total - 1);
  const scaled = (square: number): number => (largest > 0 ? Math.min(1, Math.sqrt(Math.max(0, square) / largest)) : 0);
  return {
    value: correctedCramersV(phiSquare, rows, columns, total),
    low: scaled(centre - half),
    high: scaled(centre + half),
    uncorrected: Math.min(1, Math.sqrt(phiSquare / (Math.min(rows, columns) - 1))),
  };
}

/** Chi-square / n and its variance by the delta method. */
function phiSquareOf({ rows, columns, counts, rowTotals, columnTotals, total }: ContingencyTable): {
  readonly phiSquare: number;
  readonly variance: number;
} {
  const rowShares = new Float64Array(rows);
  const columnShares = new Float64Array(columns);
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++) {
      const count = counts[r * columns + c] as number;
      const ratio = (count * count) / ((rowTotals[r] as number) * (columnTotals[c] as number));
      rowShares[r] = (rowShares[r] as number) + ratio;
      columnShares[c] = (columnShares[c] as number) + ratio;
    }
  let squares = 0;
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++) {
      const count = counts[r * columns + c] as number;
      const [ofRow, ofColumn] = [rowTotals[r] as number, columnTotals[c] as number];
      const slope =
        (2 * count * total) / (ofRow * ofColumn) -
        (total * (rowShares[r] as number)) / ofRow -
        (total * (columnShares[c] as number)) / ofColumn;
      squares += count * slope * slope;
    }
  const phiSquare = Math.max(0, rowShares.reduce((sum, share) => sum + share, 0) - 1);
  return { phiSquare, variance: squares / (total * total) };
}
