import { evenSample } from '../explore/even-sample.ts';

/** As many cells as codes, bins and rows laid out beside each other take a few hundred megabytes for. */
const mostCells = 40_000_000;

/** The rows in which twins, outliers and reasons of missing cells are searched: all, or an even sample of 40 million cells. */
export function searchedRows(rows: Int32Array, columnCount: number): Int32Array {
  return evenSample(rows, Math.max(1000, Math.floor(mostCells / Math.max(1, columnCount))));
}
