/** Cramer's V from chi-square / n of a table of so many rows and columns, corrected for its bias upwards (Bergsma 2013). */
export function correctedCramersV(phiSquare: number, rows: number, columns: number, total: number): number {
  const corrected = Math.max(0, phiSquare - ((rows - 1) * (columns - 1)) / (total - 1));
  const smaller = largestPhiSquare(rows, columns, total);
  return smaller > 0 ? Math.min(1, Math.sqrt(corrected / smaller)) : 0;
}

/** What the corrected chi-square / n is divided by: the smaller of the corrected numbers of rows and columns, less one. */
export function largestPhiSquare(rows: number, columns: number, total: number): number {
  const shrunkRows = rows - ((rows - 1) * (rows - 1)) / (total - 1);
  const shrunkColumns = columns - ((columns - 1) * (columns - 1)) / (total - 1);
  return Math.min(shrunkRows, shrunkColumns) - 1;
}
