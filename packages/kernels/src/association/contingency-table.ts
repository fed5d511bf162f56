/** Counts of two variables together, without empty rows and columns: counts[r * columns + c]. */
export interface ContingencyTable {
  readonly rows: number;
  readonly columns: number;
  readonly counts: Float64Array;
  readonly rowTotals: Float64Array;
  readonly columnTotals: Float64Array;
  readonly total: number;
}

/** The table of these counts (row-major, `columns` wide), its empty rows and columns left out. */
export function contingencyTable(counts: ArrayLike<number>, columns: number): ContingencyTable {
  const rows = counts.length / columns;
  const rowSums = new Float64Array(rows);
  const columnSums = new Float64Array(columns);
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++) {
      const count = counts[r * columns + c] as number;
      rowSums[r] = (rowSums[r] as number) + count;
      columnSums[c] = (columnSums[c] as number) + count;
    }
  const keptRows = [...rowSums.keys()].filter((r) => (rowSums[r] as number) > 0);
  const keptColumns = [...columnSums.keys()].filter((c) => (columnSums[c] as number) > 0);
  const kept = new Float64Array(keptRows.length * keptColumns.length);
  for (const [i, r] of keptRows.entries())
    for (const [j, c] of keptColumns.entries()) kept[i * keptColumns.length + j] = counts[r * columns + c] as number;
  return {
    rows: keptRows.length,
    columns: keptColumns.length,
    counts: kept,
    rowTotals: rowSums.filter((count) => count > 0),
    columnTotals: columnSums.filter((count) => count > 0),
    total: rowSums.reduce((sum, count) => sum + count, 0),
  };
}
