import { randomStream } from '@tend/kernels';
import { expect, it, vi } from 'vitest';
import type { EstimatorName, TrainingData } from '../../estimator.ts';
import { fit } from '../fit.ts';
import { featuresNamed } from '../synthetic-data.cases.ts';

const rowCount = 9000;
const random = randomStream(4);
/** Eleven dense columns, one of them far from 0, and ten of which nine values in ten are 0. */
const values = Float32Array.from({ length: 21 * rowCount }, (_, i) => {
  const f = Math.floor(i / rowCount);
  if (f > 10 && random.uniform() > 0.1) return 0;
  return random.normal() + (f === 3 ? 50 : 0);
});
const x = { rowCount, features: featuresNamed(21), values };
const score = Float64Array.from({ length: rowCount }, (_, row) => {
  const at = (f: number): number => values[f * rowCount + row]!;
  return at(0) - 0.5 * at(1) + (at(3) - 50) + 2 * at(15) + random.normal();
});
const weight = score.map((_, row) => (row % 5) / 2);

const fits: readonly [string, EstimatorName, Record<string, number>, TrainingData][] = [
  ['ridge', 'linear', { l2: 1 }, { x, y: score, task: 'regression' }],
  ['lasso', 'linear', { l1: 900, l2: 0 }, { x, y: score, task: 'regression', weight }],
  ['logistic', 'logistic', { l2: 1 }, { x, y: score.map((s) => (s > 0 ? 1 : 0)) }],
  ['sparse logistic', 'logistic', { l1: 50, l2: 0 }, { x, y: score.map((s) => (s > 0 ? 1 : 0)), weight }],
  [
    'softmax',
    'logistic',
    { l2: 2 },
    { x, y: score.map((s) => (s > 1 ? 2 : s > -1 ? 1 : 0)), task: 'multiclass', classCount: 3 },
  ],
];

it.each(fits)('%s gives the same model and scores without WebAssembly', async (_, name, parameters, data) => {
  const compiled = fit(name, parameters, data, { seed: 1 });
  expect(compiled.manifest.facts.converged).toBe(true);
  vi.resetModules();
  vi.stubGlobal('WebAssembly', undefined);
  try {
    const fallback = await import('../fit.ts');
    const plain = fallback.fit(name, parameters, data, { seed: 1 });
    expect(plain.manifest).toEqual(compiled.manifest);
    expect(plain.weights).toEqual(compiled.weights);
    expect(plain.predict(x)).toEqual(compiled.predict(x));
  } finally {
    vi.unstubAllGlobals();
    vi.resetModules();
  }
});
