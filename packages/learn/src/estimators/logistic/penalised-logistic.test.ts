import { expect, it } from 'vitest';
import type { TrainingData } from '../../estimator.ts';
import { estimatorCases } from '../estimator.cases.ts';
import { fit } from '../fit.ts';
import { decodeLinear } from '../linear/linear-model.ts';
import { featuresNamed } from '../synthetic-data.cases.ts';
import reference from './penalised-logistic.reference.json' with { type: 'json' };

estimatorCases('logistic', {
  parameters: { l1: 2, l2: 0.5, classWeight: 'balanced' },
  features: 'any',
  allowsMissing: false,
  allowsInfinity: false,
  weightsEqualRepetition: true,
  fitsManyColumns: true,
});

const x = {
  rowCount: reference.classes.length,
  features: featuresNamed(reference.columns.length),
  values: Float32Array.from(reference.columns.flat()),
};

const dataOf = (task: string, weighted: boolean): TrainingData => {
  const weight = weighted ? { weight: Float64Array.from(reference.weight) } : {};
  if (task === 'binary')
    return { x, y: Float64Array.from(reference.classes, (label) => (label === 0 ? 1 : 0)), ...weight };
  return { x, y: Float64Array.from(reference.classes), task: 'multiclass', classCount: 3, ...weight };
};

it.each(reference.fits)(
  'agrees with scikit-learn: $task, $solver, l1 $l1, l2 $l2, weighted $weighted, balanced $balanced',
  ({ task, l1, l2, weighted, balanced, intercepts, coefficients, probabilities }) => {
    const parameters = { l1, l2, classWeight: balanced ? 'balanced' : 'none' };
    const fitted = fit('logistic', parameters, dataOf(task, weighted), { seed: 1 });
    expect(fitted.manifest.facts.converged).toBe(true);
    const model = decodeLinear(fitted.manifest, fitted.weights);
    const tolerance = 1e-5;
    const theirs = coefficients.flat();
    for (const [i, value] of theirs.entries()) expect(Math.abs(model.coefficients[i]! - value)).toBeLessThan(tolerance);
    // Their intercepts are free up to a common shift.
    const shift = intercepts.reduce((sum, value) => sum + value, 0) / intercepts.length;
    for (const [k, value] of intercepts.entries())
      expect(Math.abs(model.intercepts[k]! - value + (intercepts.length > 1 ? shift : 0))).toBeLessThan(tolerance);
    if (l1 > 0) expect([...model.coefficients].map((value) => value === 0)).toEqual(theirs.map((value) => value === 0));
    const expected = task === 'binary' ? probabilities.map((row) => row[1]!) : probabilities.flat();
    const scores = fitted.predict(x);
    for (const [i, value] of expected.entries()) expect(Math.abs(scores[i]! - value)).toBeLessThan(tolerance);
  },
);

it('gives a class without rows almost no probability, wherever its number stands', () => {
  const data = dataOf('multiclass', false);
  const moved: TrainingData = { ...data, y: data.y.map((label) => (label === 0 ? 0 : label + 1)), classCount: 5 };
  const plain = fit('logistic', { l2: 1 }, data, { seed: 1 }).predict(x);
  const wider = fit('logistic', { l2: 1 }, moved, { seed: 1 }).predict(x);
  for (let row = 0; row < x.rowCount; row++) {
    const [a, none, b, c, last] = [...wider.subarray(row * 5, row * 5 + 5)];
    expect(Math.max(none!, last!)).toBeLessThan(1e-9);
    for (const [k, value] of [a, b, c].entries()) expect(value).toBeCloseTo(plain[row * 3 + k]!, 9);
  }
});

it('stores what it was asked beyond the defaults, and nothing more', () => {
  const stored = (parameters: Record<string, number | string>): unknown =>
    fit('logistic', parameters, dataOf('binary', false), { seed: 1 }).manifest.parameters;
  expect(stored({})).toEqual({ l2: 10 });
  expect(stored({ l1: 3, classWeight: 'balanced' })).toEqual({ l2: 10, l1: 3, classWeight: 'balanced' });
});
