import { randomStream } from '@tend/kernels';
import { expect, test } from 'vitest';
import { columnBlocks } from './column-blocks.ts';

/** Columns of all densities: full, about half, one in ten, one in a hundred, all 0. */
function matrix(rowCount: number, seed: number) {
  const stream = randomStream(seed);
  const shares = [1, 0.5, 0.1, 0.01, 0];
  const features = shares.map((share) => ({ name: `share ${share}`, source: 'x' }));
  const values = Float32Array.from({ length: shares.length * rowCount }, (_, i) =>
    stream.uniform() < (shares[Math.floor(i / rowCount)] as number) ? stream.normal() : 0,
  );
  return { rowCount, features, values };
}

test.each([1, 7, 64, 1000])('blocks of a matrix of %d rows multiply as the whole does', (rowCount) => {
  const blockRows = 64;
  const x = matrix(rowCount, rowCount);
  const stream = randomStream(5);
  const coefficients = Float64Array.from(x.features, () => stream.normal());
  const weights = Float64Array.from({ length: rowCount }, () => stream.normal());
  const blocks = columnBlocks(x, blockRows);
  const sums = new Float64Array(rowCount).fill(1);
  const products = new Float64Array(x.features.length).fill(2);
  for (let start = 0; start < rowCount; start += blockRows) {
    const end = Math.min(rowCount, start + blockRows);
    blocks.add(coefficients, start / blockRows, sums.subarray(start, end));
    blocks.dot(weights.subarray(start, end), start / blockRows, products);
  }
  const cell = (f: number, r: number): number => x.values[f * rowCount + r] as number;
  for (let r = 0; r < rowCount; r++)
    expect(sums[r]).toBeCloseTo(1 + coefficients.reduce((sum, c, f) => sum + c * cell(f, r), 0), 12);
  for (let f = 0; f < x.features.length; f++)
    expect(products[f]).toBeCloseTo(2 + weights.reduce((sum, w, r) => sum + w * cell(f, r), 0), 10);
});
