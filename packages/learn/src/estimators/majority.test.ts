import { expect, it } from 'vitest';
import { estimatorCases } from './estimator.cases.ts';
import { fit } from './fit.ts';

estimatorCases('majority', {
  parameters: {},
  features: 'any',
  allowsMissing: true,
  allowsInfinity: true,
  weightsEqualRepetition: true,
  fitsManyColumns: true,
});

it('predicts the weighted prevalence', () => {
  const x = { rowCount: 3, features: [], values: new Float32Array() };
  const model = fit('majority', {}, { x, y: Float64Array.of(1, 0, 0), weight: Float64Array.of(3, 1, 0) }, { seed: 1 });
  expect([...model.predict(x)]).toEqual([0.75, 0.75, 0.75]);
});
