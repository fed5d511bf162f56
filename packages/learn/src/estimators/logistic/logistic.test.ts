import { expect, it } from 'vitest';
import { estimatorCases } from '../estimator.cases.ts';
import { fit } from '../fit.ts';
import { featuresNamed, syntheticData } from '../synthetic-data.cases.ts';
import reference from './logistic.reference.json' with { type: 'json' };

estimatorCases('logistic', {
  parameters: { l2: 1 },
  features: 'any',
  allowsMissing: false,
  allowsInfinity: false,
  weightsEqualRepetition: true,
  fitsManyColumns: true,
});

const x = {
  rowCount: reference.columns[0]!.length,
  features: featuresNamed(reference.columns.length),
  values: Float32Array.from(reference.columns.flat()),
};

it.each(reference.fits)(
  'agrees with scikit-learn, l2 $l2, weighted $weighted',
  ({ l2, weighted, intercept, coefficients, probabilities }) => {
    const weight = weighted ? { weight: Float64Array.from(reference.weight) } : {};
    const model = fit('logistic', { l2 }, { x, y: Float64Array.from(reference.y), ...weight }, { seed: 1 });
    expect(model.manifest.facts.converged).toBe(true);
    const view = new DataView(model.weights.buffer, model.weights.byteOffset);
    expect(Math.abs(view.getFloat64(4, true) - intercept)).toBeLessThan(1e-6);
    for (const [f, coefficient] of coefficients.entries())
      expect(Math.abs(view.getFloat64(12 + 8 * f, true) - coefficient)).toBeLessThan(1e-6);
    for (const [row, probability] of model.predict(x).entries())
      expect(Math.abs(probability - probabilities[row]!)).toBeLessThan(1e-6);
  },
);

it('converges with collinear one-hot columns, a weak penalty and wildly different scales', () => {
  const { x: plain, y } = syntheticData(500, 2, 0);
  const column = (f: number): Float32Array => plain.values.subarray(f * 500, (f + 1) * 500);
  const hot = [-1, 0, 1].map((bound) => column(6).map((v) => (Math.ceil(v) === bound ? 1 : 0)));
  const columns = [...hot, hot[0]!, column(0).map((v) => v * 1e6), column(1).map((v) => v * 1e-4), column(2).fill(3)];
  const values = Float32Array.from(columns.flatMap((values) => [...values]));
  const data = { x: { rowCount: 500, features: featuresNamed(7), values }, y };
  const model = fit('logistic', { l2: 1e-3 }, data, { seed: 1 });
  expect(model.manifest.facts.converged).toBe(true);
});
