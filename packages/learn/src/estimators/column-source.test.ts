import { describe, expect, it } from 'vitest';
import type { ColumnSource, FeatureMatrix } from '../estimator.ts';
import { canonicalColumns } from './canonical-columns.ts';
import { fit } from './fit.ts';
import { InvalidData } from './invalid-data.ts';
import { columnsOf, syntheticData } from './synthetic-data.cases.ts';

const data = syntheticData(1000, 5, 0.1);

/** The columns of a matrix in pieces of `length`, through a buffer that each piece overwrites, as a reader of files would. */
function inPieces({ rowCount, features, values }: FeatureMatrix, length: number): ColumnSource {
  const buffer = new Float32Array(length);
  return {
    rowCount,
    features,
    chunks: function* (feature) {
      for (let row = 0; row < rowCount; row += length) {
        const piece = buffer.subarray(0, Math.min(length, rowCount - row));
        piece.set(values.subarray(feature * rowCount + row, feature * rowCount + row + piece.length));
        yield piece;
      }
    },
  };
}

describe('columns that are read one at a time', () => {
  const parameters = { trees: 5 };
  const { weights } = fit('boostedTrees', parameters, data, { seed: 1 });

  it.each([1, 64, 333, 1000, 5000])('give the same model in pieces of %i values', (length) => {
    const x = inPieces(data.x, length);
    expect(fit('boostedTrees', parameters, { ...data, x }, { seed: 1 }).weights).toEqual(weights);
  });

  it('give the same model in any order', () => {
    const reversed = columnsOf(data.x, [...data.x.features.keys()].reverse());
    for (const x of [reversed, canonicalColumns(reversed), inPieces(reversed, 400)])
      expect(fit('boostedTrees', parameters, { ...data, x }, { seed: 1 }).weights).toEqual(weights);
  });

  it('are brought together for families that need them all', () => {
    const whole = syntheticData(300, 5, 0);
    const reversed = columnsOf(whole.x, [...whole.x.features.keys()].reverse());
    const model = fit('logistic', {}, whole, { seed: 1 });
    for (const x of [canonicalColumns(reversed), inPieces(reversed, 70), inPieces(whole.x, 70)])
      expect(fit('logistic', {}, { ...whole, x }, { seed: 1 }).weights).toEqual(model.weights);
  });

  it('are refused where they are not as long as the rows', () => {
    for (const length of [0, 999, 1001]) {
      const x: ColumnSource = { ...inPieces(data.x, 10), chunks: () => [new Float32Array(length)] };
      expect(() => fit('boostedTrees', parameters, { ...data, x }, { seed: 1 })).toThrow(InvalidData);
    }
    const twice = { ...inPieces(data.x, 10), features: data.x.features.map(() => ({ name: 'a', source: 'a' })) };
    expect(() => fit('boostedTrees', parameters, { ...data, x: twice }, { seed: 1 })).toThrow(InvalidData);
  });
});
