import { type BenchSet, emptyColumns } from './bench-set.ts';

/** The same set with a column of 0 and 1 for each category; a missing one is 0 in all of them, so that they stay exclusive. */
export function oneHot(set: BenchSet): BenchSet {
  const { columns, categories } = set;
  const { rowCount, values } = columns;
  const width = categories.reduce((sum, count) => sum + Math.max(1, count), 0);
  const wide = emptyColumns(rowCount, width);
  let place = 0;
  for (const [c, count] of categories.entries()) {
    const column = values.subarray(c * rowCount, (c + 1) * rowCount);
    if (count === 0) wide.values.set(column, place * rowCount);
    else
      for (const [row, code] of column.entries())
        if (!Number.isNaN(code)) wide.values[(place + code) * rowCount + row] = 1;
    place += Math.max(1, count);
  }
  return { ...set, columns: wide, categories: new Array<number>(width).fill(0) };
}
