import { describe, expect, it, test } from 'vitest';
import { fit } from '../estimators/fit.ts';
import { InvalidData } from '../estimators/invalid-data.ts';
import { featuresNamed, syntheticData } from '../estimators/synthetic-data.cases.ts';
import { largestDifference, matrixOf } from '../interchange/imported.cases.ts';
import { parseLightgbmModel } from '../interchange/lightgbm/parse-lightgbm-model.ts';
import type { NumericMatrix } from '../interchange/numeric-matrix.ts';
import reference from './explanations.reference.json' with { type: 'json' };
import { groupBySource } from './group-by-source.ts';
import { shapInteractions } from './shap-interactions.ts';
import { shapValues } from './shap-values.ts';

const { features, cases } = reference;
/** Other columns than the model's, in another order. */
const shuffled = ['x', ...features.toReversed()];

function widened(rows: readonly (readonly (number | null)[])[]): NumericMatrix {
  return matrixOf(
    shuffled,
    rows.map((row) => [5, ...row.toReversed()]),
  );
}

describe.each(cases)('LightGBM $name', ({ model: text, outputs, rows, margins, contributions, ...expected }) => {
  const model = parseLightgbmModel(text);

  it.each(Array.from({ length: outputs }, (_, output) => output))(
    'output %i is explained as LightGBM does',
    (output) => {
      const own = shapValues(model, matrixOf(features, rows), { output });
      const wanted = contributions.map((row) => row[output]!);
      expect(
        largestDifference(
          own.contributions,
          wanted.flatMap((row) => row.slice(0, -1)),
        ),
      ).toBeLessThan(1e-9);
      expect(Math.abs(own.base - wanted[0]!.at(-1)!)).toBeLessThan(1e-9);
      expect(
        largestDifference(
          own.margins,
          margins.map((row) => row[output]!),
        ),
      ).toBeLessThan(1e-12);
      const other = shapValues(model, widened(rows), { output }).contributions;
      const back = wanted.flatMap((row) => [0, ...row.slice(0, -1).toReversed()]);
      expect(largestDifference(other, back)).toBeLessThan(1e-9);
      for (const row of rows.keys())
        expect([...model.explainOutput(matrixOf(features, rows), row, output).contributions]).toEqual([
          ...own.contributions.subarray(row * features.length, (row + 1) * features.length),
        ]);
    },
  );

  it.runIf(expected.interactions !== undefined)('interacts as shap says', () => {
    const own = shapInteractions(model, matrixOf(features, rows));
    expect(largestDifference(own.interactions, expected.interactions!.flat(2))).toBeLessThan(1e-9);
    const other = shapInteractions(model, widened(rows)).interactions;
    const back = expected.interactions!.flatMap((matrix) => [
      ...new Array<number>(features.length + 1).fill(0),
      ...matrix.toReversed().flatMap((row) => [0, ...row.toReversed()]),
    ]);
    expect(largestDifference(other, back)).toBeLessThan(1e-9);
  });

  it.runIf(expected.interventional !== undefined)('has the interventional values of shap', () => {
    for (const background of [matrixOf(features, expected.background!), widened(expected.background!)])
      for (let time = 0; time < 2; time++) {
        const own = shapValues(model, matrixOf(features, rows), { background });
        // shap keeps the sums of a path in float32 here.
        expect(largestDifference(own.contributions, expected.interventional!.flat())).toBeLessThan(1e-6);
        expect(Math.abs(own.base - expected.expected!)).toBeLessThan(1e-6);
        expect(largestDifference(own.margins, margins.flat())).toBeLessThan(1e-12);
      }
  });
});

describe('families', () => {
  const data = syntheticData(300, 1, 0);
  const { rowCount } = data.x;
  const width = data.x.features.length;

  test.each(['boostedTrees', 'logistic', 'majority'] as const)('%s: rows are explained as one by one', (name) => {
    const fitted = fit(name, {}, data, { seed: 1 });
    const { base, contributions, margins } = shapValues(fitted, data.x);
    for (const row of [0, 1, 298, 299]) {
      const one = fitted.explain(data.x, row);
      expect([...contributions.subarray(row * width, (row + 1) * width)]).toEqual([...one.contributions]);
      expect(base).toBe(one.base);
      expect(margins[row]).toBe(one.margin);
    }
  });

  test('against a background a linear term is the coefficient times the distance from its mean', () => {
    const fitted = fit('logistic', {}, data, { seed: 1 });
    const trained = shapValues(fitted, data.x);
    const { base, contributions } = shapValues(fitted, data.x, { background: data.x });
    expect(base).toBeCloseTo(trained.base, 6);
    for (let f = 0; f < width; f++) {
      let sum = 0;
      for (let row = 0; row < rowCount; row++) sum += contributions[row * width + f]!;
      expect(Math.abs(sum)).toBeLessThan(1e-9);
    }
    const { interactions } = shapInteractions(fitted, data.x);
    expect(interactions[width + 1]).toBe(trained.contributions[1]);
    expect(interactions[1]).toBe(0);
  });

  test('what does not exist is refused', () => {
    const trees = fit('boostedTrees', { trees: 2 }, data, { seed: 1 });
    const none = { rowCount: 0, features: data.x.features, values: new Float32Array() };
    expect(() => shapValues(trees, data.x, { background: none })).toThrow(InvalidData);
    for (const output of [-1, 1, 0.5]) expect(() => shapValues(trees, data.x, { output })).toThrow(InvalidData);
    expect(() => shapInteractions(trees, data.x, 1)).toThrow(InvalidData);
    const partial = { rowCount, features: featuresNamed(9), values: data.x.values.subarray(0, 9 * rowCount) };
    expect(() => shapValues(trees, partial)).toThrow(InvalidData);
  });
});

test('contributions are summed by the column of the source', () => {
  const named = [
    { name: 'a', source: 'colour' },
    { name: 'b', source: 'size' },
    { name: 'c', source: 'colour' },
  ];
  const { sources, contributions } = groupBySource(Float64Array.of(1, 2, 4, -1, 0, 0.5), named);
  expect(sources).toEqual(['colour', 'size']);
  expect([...contributions]).toEqual([5, 2, -0.5, 0]);
  expect(() => groupBySource(new Float64Array(4), named)).toThrow(InvalidData);
});
