import { addresses, designMemory } from './design-memory.ts';

/** Rows that are centred at once. */
const blockRows = 128;

/**
 * For columns at `columns` in `values` (values[column * rowCount + row]), less their means, and a last column of ones: a
 * function that gives the sums over rows of weight * column i * column j, row-major, of which the part with j <= i is filled.
 * Weights are not negative.
 */
export function weightedGram(
  values: Float32Array,
  rowCount: number,
  columns: Int32Array,
  means: Float64Array,
): (weights: Float64Array) => Float64Array {
  const p = columns.length + 1;
  const stride = blockRows * 4 + 64;
  const { take, sizeBytes } = addresses();
  const at = {
    stage: take(p * stride),
    means: take(p * 8),
    roots: take(blockRows * 8),
    centred: take(p * blockRows * 8),
    gram: take(p * p * 8),
  };
  const { buffer, kernels } = designMemory(sizeBytes());
  const stage = new Float32Array(buffer, at.stage, (p * stride) / 4);
  const roots = new Float64Array(buffer, at.roots, blockRows);
  const gram = new Float64Array(buffer, at.gram, p * p);
  new Float64Array(buffer, at.means, p).set(means);
  stage.fill(1, ((p - 1) * stride) / 4);
  return (weights) => {
    gram.fill(0);
    for (let start = 0; start < rowCount; start += blockRows) {
      const count = Math.min(blockRows, rowCount - start);
      for (const [f, column] of columns.entries()) {
        const from = column * rowCount + start;
        stage.set(values.subarray(from, from + count), (f * stride) / 4);
      }
      // A weight of 0 also leaves out what still stands in the rows past the last one.
      for (let i = 0; i < blockRows; i++) roots[i] = i < count ? Math.sqrt(weights[start + i] as number) : 0;
      kernels.centreColumns(at.stage, stride, p, blockRows, at.means, at.roots, at.centred);
      kernels.addGram(at.centred, p, blockRows, at.gram);
    }
    return gram.slice();
  };
}
