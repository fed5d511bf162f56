import type { CoarseColumn } from './coarse-column.ts';

/** Rows of each pair of bins, row-major, over the rows where both columns are present. */
export function jointCounts(a: CoarseColumn, b: CoarseColumn): Float64Array {
  const width = b.bins.length + 1;
  const counted = new Int32Array((a.bins.length + 1) * width);
  const { codes } = a;
  const others = b.codes;
  for (let i = 0; i < codes.length; i++) {
    const cell = (codes[i] as number) * width + (others[i] as number);
    counted[cell] = (counted[cell] as number) + 1;
  }
  const counts = new Float64Array(a.bins.length * b.bins.length);
  for (let r = 0; r < a.bins.length; r++)
    for (let c = 0; c < b.bins.length; c++) counts[r * b.bins.length + c] = counted[r * width + c] as number;
  return counts;
}
