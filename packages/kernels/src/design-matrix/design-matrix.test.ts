import { expect, it } from 'vitest';
import { randomStream } from '../random/random-stream.ts';
import { designMatrix } from './design-matrix.ts';
import { weightedGram } from './weighted-gram.ts';

/** Columns of all densities: full, about half, one in ten, one in a hundred, all 0. */
const shares = [1, 0.5, 0.1, 0.01, 0, 1, 1, 1, 1, 1, 1];

function columns(rowCount: number, seed: number): Float32Array {
  const stream = randomStream(seed);
  return Float32Array.from({ length: shares.length * rowCount }, (_, i) =>
    stream.uniform() < shares[Math.floor(i / rowCount)]! ? stream.normal() : 0,
  );
}

it.each([1, 7, 64, 1024, 3000])('blocks of a matrix of %d rows multiply as the whole does', (rowCount) => {
  const values = columns(rowCount, rowCount);
  const stream = randomStream(5);
  const places = Int32Array.of(9, 3, 2, 0, 4, 1, 6, 5, 7);
  const [p, outputs] = [places.length, 3];
  const coefficients = Float64Array.from({ length: outputs * p }, () => stream.normal());
  const shifts = Float64Array.of(1, 0, -2);
  const design = designMatrix(values, rowCount, places, outputs);
  const cell = (f: number, row: number): number => values[places[f]! * rowCount + row]!;
  // Twice: the second time blocks stand in memory already.
  for (let pass = 0; pass < 2; pass++) {
    const sums = new Float64Array(outputs * p).fill(2);
    const expected = new Float64Array(outputs * p).fill(2);
    let seen = 0;
    for (let index = 0; index < design.blockCount; index++) {
      const block = design.block(index, coefficients, shifts);
      expect(block.start).toBe(seen);
      seen += block.count;
      for (const [k, own] of block.margins.entries())
        for (const [i, margin] of own.entries()) {
          const row = block.start + i;
          const wanted = places.reduce((sum, _, f) => sum + coefficients[k * p + f]! * cell(f, row), shifts[k]!);
          expect(margin).toBeCloseTo(wanted, 10);
          for (let f = 0; f < p; f++) expected[k * p + f]! += margin * cell(f, row);
        }
      block.project(sums);
    }
    expect(seen).toBe(rowCount);
    for (const [i, sum] of sums.entries()) expect(sum).toBeCloseTo(expected[i]!, 8);
  }
});

it.each([1, 130, 1000])('sums weighted products of %d rows about the means', (rowCount) => {
  const values = columns(rowCount, 3);
  const places = Int32Array.of(10, 2, 0, 6, 1);
  const size = places.length + 1;
  const means = Float64Array.of(1, 0.5, 0, -3, 0.25);
  const gram = weightedGram(values, rowCount, places, means);
  for (const seed of [1, 2]) {
    const stream = randomStream(seed);
    const weights = Float64Array.from({ length: rowCount }, () => stream.integer(3) / 2);
    const sums = gram(weights);
    const cell = (f: number, row: number): number =>
      f < places.length ? values[places[f]! * rowCount + row]! - means[f]! : 1;
    for (let i = 0; i < size; i++)
      for (let j = 0; j <= i; j++)
        expect(sums[i * size + j]).toBeCloseTo(
          weights.reduce((sum, w, row) => sum + w * cell(i, row) * cell(j, row), 0),
          8,
        );
  }
});
