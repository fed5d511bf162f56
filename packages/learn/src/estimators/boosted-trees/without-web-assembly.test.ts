import { expect, it, vi } from 'vitest';
import type { TrainingData } from '../../estimator.ts';
import type { ParameterValues } from '../../parameters.ts';
import { fit } from '../fit.ts';
import { columnsOf, syntheticData } from '../synthetic-data.cases.ts';

/** One-hot columns of the first ten of the features, cut into fifths: nine tenths of a block are zero. */
function oneHot(data: TrainingData): TrainingData {
  const { rowCount, features, values } = data.x;
  const wide = features.flatMap(({ name }) => [0, 1, 2, 3, 4].map((k) => ({ name: `${name}=${k}`, source: name })));
  const cells = new Float32Array(wide.length * rowCount);
  for (const f of features.keys())
    for (let row = 0; row < rowCount; row++) {
      const fifth = Math.floor(((values[f * rowCount + row]! + 2) / 4) * 5);
      if (fifth >= 0) cells[(5 * f + Math.min(4, fifth)) * rowCount + row] = 1;
    }
  return { ...data, x: { rowCount, features: wide, values: cells } };
}

const dense = syntheticData(3000, 21, 0.1);
const numbers: TrainingData = { ...dense, y: dense.y.map((label, row) => 2 * label + row / 3000), task: 'regression' };
const sets: readonly [string, TrainingData, ParameterValues?][] = [
  ['dense rows', dense],
  ['one-hot blocks', oneHot(dense)],
  ['weighted rows', { ...dense, weight: dense.y.map((_, row) => (row % 7) / 3) }],
  ['one-hot blocks with exact gradients', oneHot(dense), { gradients: 'exact' }],
  [
    'weighted rows with exact gradients',
    { ...dense, weight: dense.y.map((_, row) => (row % 7) / 3) },
    { gradients: 'exact' },
  ],
  [
    'three classes',
    { ...dense, y: dense.y.map((label, row) => (row % 5 === 0 ? 2 : label)), task: 'multiclass', classCount: 3 },
  ],
  ['numbers', numbers],
  ['numbers and their median', numbers, { objective: 'absolute' }],
  ['numbers with one-side sampling', numbers, { sampling: 'goss', rowFraction: 1 }],
  ['one column', { ...dense, x: columnsOf(dense.x, [0]) }],
];

it.each(sets)('%s give the same model and scores without WebAssembly', async (_, data, more = {}) => {
  const parameters = { trees: 25, leaves: 31, learningRate: 0.2, rowFraction: 0.9, minRowsInLeaf: 5, ...more };
  const compiled = fit('boostedTrees', parameters, data, { seed: 8 });
  vi.resetModules();
  vi.stubGlobal('WebAssembly', undefined);
  try {
    const fallback = await import('../fit.ts');
    const plain = fallback.fit('boostedTrees', parameters, data, { seed: 8 });
    expect(plain.weights).toEqual(compiled.weights);
    expect(plain.predict(data.x)).toEqual(compiled.predict(data.x));
  } finally {
    vi.unstubAllGlobals();
    vi.resetModules();
  }
});
