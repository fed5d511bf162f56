import { type BenchSet, emptyColumns } from './bench-set.ts';

/** The same set with columns of mean 0 and standard deviation 1 over the training rows, and means in place of missing values. */
export function standardised(set: BenchSet): BenchSet {
  const { rowCount, columnCount, values } = set.columns;
  const columns = emptyColumns(rowCount, columnCount);
  for (let c = 0; c < columnCount; c++) {
    const column = values.subarray(c * rowCount, (c + 1) * rowCount);
    const present = column.subarray(0, set.trainRows).filter((value) => !Number.isNaN(value));
    const mean = present.reduce((sum, value) => sum + value, 0) / present.length;
    const deviation = Math.sqrt(present.reduce((sum, value) => sum + (value - mean) ** 2, 0) / present.length) || 1;
    columns.values.set(
      column.map((value) => (Number.isNaN(value) ? 0 : (value - mean) / deviation)),
      c * rowCount,
    );
  }
  return { ...set, columns };
}
