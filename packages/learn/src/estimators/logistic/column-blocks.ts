import type { FeatureMatrix } from '../../estimator.ts';
import { addColumns, dotColumns } from '../linear/column-products.ts';

/** Products of a matrix with vectors, a block of rows at a time. */
export interface ColumnBlocks {
  /** sums[i] += sum over f of coefficients[f] * value of column f in row i of the block. */
  add(coefficients: Float64Array, block: number, sums: Float64Array): void;
  /** into[f] += sum over i of rows[i] * value of column f in row i of the block. */
  dot(rows: Float64Array, block: number, into: Float64Array): void;
}

/** Below this share of values that are not 0, walking them costs less than walking all rows. */
const sparseShare = 0.2;

/**
 * The columns of a matrix in blocks of `blockRows` rows. One-hot columns are mostly 0: of those only the other values are
 * kept and walked, which is most of the time of a fit on tables with many levels.
 */
export function columnBlocks({ features, rowCount, values }: FeatureMatrix, blockRows: number): ColumnBlocks {
  const counts = Int32Array.from(features, (_, f) => countOthers(values, f * rowCount, rowCount));
  const all = Int32Array.from(features.keys());
  const dense = all.filter((f) => (counts[f] as number) >= sparseShare * rowCount);
  const sparse = all.filter((f) => (counts[f] as number) < sparseShare * rowCount);
  const blockCount = Math.ceil(rowCount / blockRows);
  const total = sparse.reduce((sum, f) => sum + (counts[f] as number), 0);
  // Entries of a block stand together, column after column: starts[block * (sparse.length + 1) + k] is where one begins.
  const starts = new Int32Array(blockCount * (sparse.length + 1));
  const rows = new Int32Array(total);
  const others = new Float32Array(total);
  let at = 0;
  for (let block = 0; block < blockCount; block++) {
    const from = block * blockRows;
    const until = Math.min(rowCount, from + blockRows);
    for (const [k, f] of sparse.entries()) {
      starts[block * (sparse.length + 1) + k] = at;
      for (let r = from; r < until; r++) {
        const value = values[f * rowCount + r] as number;
        if (value === 0) continue;
        rows[at] = r - from;
        others[at++] = value;
      }
    }
    starts[block * (sparse.length + 1) + sparse.length] = at;
  }
  const gathered = new Float64Array(dense.length);
  return {
    add(coefficients, block, sums) {
      for (const [k, f] of dense.entries()) gathered[k] = coefficients[f] as number;
      addColumns(values, rowCount, dense, gathered, block * blockRows, sums);
      const first = block * (sparse.length + 1);
      for (let k = 0; k < sparse.length; k++) {
        const coefficient = coefficients[sparse[k] as number] as number;
        const end = starts[first + k + 1] as number;
        for (let i = starts[first + k] as number; i < end; i++)
          (sums[rows[i] as number] as number) += coefficient * (others[i] as number);
      }
    },
    dot(weights, block, into) {
      gathered.fill(0);
      dotColumns(values, rowCount, dense, block * blockRows, weights, gathered);
      for (const [k, f] of dense.entries()) (into[f] as number) += gathered[k] as number;
      const first = block * (sparse.length + 1);
      for (let k = 0; k < sparse.length; k++) {
        const end = starts[first + k + 1] as number;
        let sum = 0;
        for (let i = starts[first + k] as number; i < end; i++)
          sum += (weights[rows[i] as number] as number) * (others[i] as number);
        (into[sparse[k] as number] as number) += sum;
      }
    },
  };
}

function countOthers(values: Float32Array, start: number, length: number): number {
  let count = 0;
  for (let i = start; i < start + length; i++) if (values[i] !== 0) count++;
  return count;
}
