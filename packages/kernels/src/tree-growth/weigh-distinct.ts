import type { DistinctValues } from './distinct-values.ts';

/** Those of the distinct values of a column (ascending) that have weight, and the weight of the rows of each; NaN is left out. */
export function weighDistinct(values: Float32Array, column: Float32Array, weights: Float64Array): DistinctValues {
  const counts = new Float64Array(values.length);
  for (const [row, value] of column.entries()) {
    if (Number.isNaN(value)) continue;
    let low = 0;
    let high = values.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((values[middle] as number) < value) low = middle + 1;
      else high = middle;
    }
    (counts[low] as number) += weights[row] as number;
  }
  return { values: values.filter((_, i) => counts[i] !== 0), counts: counts.filter((count) => count !== 0) };
}
