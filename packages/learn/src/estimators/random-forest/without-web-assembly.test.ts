import { expect, it, vi } from 'vitest';
import type { TrainingData } from '../../estimator.ts';
import { fit } from '../fit.ts';
import { syntheticData } from '../synthetic-data.cases.ts';

const data = syntheticData(800, 21, 0.1);
const codes = data.x.values.map((value) => Math.floor(4 * value + 8));
const features = data.x.features.map((feature, f) => (f % 2 === 0 ? feature : { ...feature, categories: 16 }));
const mixed = data.x.values.map((value, i) => (Math.floor(i / 800) % 2 === 0 ? value : codes[i]!));
const sets: readonly [string, TrainingData][] = [
  ['yes or no', data],
  [
    'weighted numbers',
    {
      ...data,
      y: data.y.map((y, row) => y + row / 999),
      weight: data.y.map((_, row) => (row % 7) / 3),
      task: 'regression',
    },
  ],
  ['classes', { ...data, y: data.y.map((y, row) => (row % 5 === 0 ? 2 : y)), task: 'multiclass', classCount: 3 }],
  ['categories', { ...data, x: { ...data.x, features, values: mixed } }],
];

it.each(sets)('%s give the same forest and scores without WebAssembly', async (_, of) => {
  for (const name of ['randomForest', 'extraTrees'] as const) {
    const compiled = fit(name, { trees: 4 }, of, { seed: 8 });
    vi.resetModules();
    vi.stubGlobal('WebAssembly', undefined);
    try {
      const fallback = await import('../fit.ts');
      const plain = fallback.fit(name, { trees: 4 }, of, { seed: 8 });
      expect(plain.weights).toEqual(compiled.weights);
      expect(plain.predict(of.x)).toEqual(compiled.predict(of.x));
    } finally {
      vi.unstubAllGlobals();
      vi.resetModules();
    }
  }
});
