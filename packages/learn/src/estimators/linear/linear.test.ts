import { expect, it } from 'vitest';
import type { FittedManifest, TrainingData } from '../../estimator.ts';
import { estimatorCases } from '../estimator.cases.ts';
import { fit } from '../fit.ts';
import { featuresNamed, syntheticData } from '../synthetic-data.cases.ts';
import reference from './linear.reference.json' with { type: 'json' };
import { decodeLinear } from './linear-model.ts';

for (const parameters of [{ l2: 1 }, { l1: 5, l2: 0 }, { l1: 2, l2: 3 }])
  estimatorCases('linear', {
    parameters,
    features: 'any',
    allowsMissing: false,
    allowsInfinity: false,
    weightsEqualRepetition: true,
    fitsManyColumns: true,
  });

const cases = reference.sets.flatMap(({ fits, ...set }) => fits.map((expected) => ({ ...set, ...expected })));

it.each(cases)(
  'agrees with scikit-learn: $name, $kind, l1 $l1, l2 $l2, weighted $weighted',
  ({ columns, y, weight, weighted, l1, l2, kind, intercept, coefficients }) => {
    const x = {
      rowCount: y.length,
      features: featuresNamed(columns.length),
      values: Float32Array.from(columns.flat()),
    };
    const data: TrainingData = {
      x,
      y: Float64Array.from(y),
      task: 'regression',
      ...(weighted && { weight: Float64Array.from(weight) }),
    };
    const { manifest, weights } = fit('linear', { l1, l2 }, data, { seed: 1 });
    expect(manifest.facts.converged).toBe(true);
    const model = decodeLinear(manifest, weights);
    // Coordinate descent there stops at a duality gap of 1e-15 of the squared target, ridge at rounding.
    const tolerance = kind === 'ridge' ? 1e-8 : 1e-6;
    expect(Math.abs(model.intercepts[0]! - intercept)).toBeLessThan(30 * tolerance);
    for (const [f, coefficient] of coefficients.entries())
      expect(Math.abs(model.coefficients[f]! - coefficient)).toBeLessThan(tolerance);
    if (l1 > 0)
      expect([...model.coefficients].map((value) => value === 0)).toEqual(coefficients.map((value) => value === 0));
  },
);

const regression = (rowCount: number, seed: number): TrainingData => {
  const { x } = syntheticData(rowCount, seed, 0);
  const y = Float64Array.from({ length: rowCount }, (_, row) => {
    const at = (f: number): number => x.values[f * rowCount + row]!;
    return 3 * at(0) - 2 * at(1) + Math.sin(7 * at(2)) + 10;
  });
  return { x, y, task: 'regression' };
};

it('does not see the unit of the target', () => {
  const data = regression(200, 1);
  const predict = (factor: number): number[] =>
    [
      ...fit('linear', { l1: 10 }, { ...data, y: data.y.map((value) => value * factor) }, { seed: 1 }).predict(data.x),
    ].map((value) => value / factor);
  const plain = predict(1);
  for (const factor of [1e-200, 1000, 1e60])
    for (const [row, value] of predict(factor).entries()) expect(value).toBeCloseTo(plain[row]!, 8);
});

it('converges with the same column twice, no penalty and wildly different scales', () => {
  const { x, y } = regression(500, 2);
  const column = (f: number): Float32Array => x.values.subarray(f * 500, (f + 1) * 500);
  const columns = [
    column(0),
    column(0),
    column(1).map((v) => v * 1e6),
    column(2).map((v) => v * 1e-4 + 1),
    column(3).fill(3),
  ];
  const values = Float32Array.from(columns.flatMap((own) => [...own]));
  const data: TrainingData = { x: { rowCount: 500, features: featuresNamed(5), values }, y, task: 'regression' };
  for (const parameters of [{ l2: 0 }, { l1: 1, l2: 0 }, { l1: 1, l2: 1e-6 }])
    expect(fit('linear', parameters, data, { seed: 1 }).manifest.facts.converged).toBe(true);
});

it('says in its facts how many coefficients are not 0', () => {
  const facts = (l1: number): FittedManifest['facts'] =>
    fit('linear', { l1 }, regression(300, 3), { seed: 1 }).manifest.facts;
  expect(facts(1e9).nonzero).toBe(0);
  expect(facts(60).nonzero).toBe(2);
  expect(facts(0).nonzero).toBe(10);
});
