import { expect, it } from 'vitest';
import { estimatorCases } from './estimator.cases.ts';
import { fit } from './fit.ts';
import { InvalidData } from './invalid-data.ts';

estimatorCases('rule', {
  parameters: {},
  features: 'oneBinary',
  allowsMissing: true,
  allowsInfinity: false,
  weightsEqualRepetition: true,
  fitsManyColumns: 'takes exactly one feature',
});

const rates = (values: number[], y: number[]): number[] => {
  const features = [{ name: 'rule', source: 'rule' }];
  const x = { rowCount: values.length, features, values: Float32Array.from(values) };
  const asked = { rowCount: 3, features, values: Float32Array.of(0, 1, Number.NaN) };
  return [...fit('rule', {}, { x, y: Float64Array.from(y) }, { seed: 1 }).predict(asked)];
};

it('gives each value its training rate with one smoothing row', () => {
  const [no, yes, unknown] = rates([0, 0, 0, 1, 1, Number.NaN], [0, 0, 1, 1, 0, 0]);
  // Prevalence 1/3: the smoothing rows carry 1/6, 2/3 and 1/3.
  expect(no).toBeCloseTo((1 + 1 / 6) / 4, 15);
  expect(yes).toBeCloseTo((1 + 2 / 3) / 3, 15);
  expect(unknown).toBeCloseTo(1 / 3 / 2, 15);
});

it('ranks true above false where the rows say nothing, and follows the rows where they do', () => {
  for (const [values, y] of [
    [
      [0, 0],
      [0, 1],
    ],
    [
      [1, 1],
      [0, 1],
    ],
    [
      [0, 1],
      [0, 0],
    ],
    [
      [0, 0, 1, 1],
      [0, 1, 0, 1],
    ],
  ] as const) {
    const [no, yes] = rates([...values], [...y]);
    expect(yes).toBeGreaterThan(no!);
  }
  const [no, yes] = rates([0, 0, 0, 1, 1, 1], [1, 1, 1, 0, 0, 0]);
  expect(no).toBeGreaterThan(yes!);
});

it('refuses values that are no answer of a rule', () => {
  expect(() => rates([0, 2], [0, 1])).toThrow(InvalidData);
});
