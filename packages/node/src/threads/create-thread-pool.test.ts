import {
  type ColumnSource,
  type FeatureMatrix,
  type Fitted,
  fit,
  type ParameterValues,
  type TrainingData,
} from '@tend/learn';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { createTrainer } from '../trainer/create-trainer.ts';
import { createThreadPool, type OwnThreadPool } from './create-thread-pool.ts';

// Starting threads takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const pools: OwnThreadPool[] = [1, 2, 4].map((size) => createThreadPool(size));
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.close()));
});

/** Numeric columns, some values missing, and a block of one-hot columns, by a fixed linear congruential stream. */
function syntheticData(rowCount: number, numeric: number, categories: number): TrainingData {
  let state = 99;
  const uniform = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const names = Array.from({ length: numeric + categories }, (_, f) => `f${String(f).padStart(3, '0')}`);
  const values = new Float32Array(rowCount * names.length);
  const y = new Float64Array(rowCount);
  for (let r = 0; r < rowCount; r++) {
    let margin = 0;
    for (let f = 0; f < numeric; f++) {
      const value = uniform() * 2 - 1;
      margin += value / (f + 1);
      values[f * rowCount + r] = uniform() < 0.05 ? Number.NaN : value;
    }
    const category = Math.floor(uniform() * categories);
    values[(numeric + category) * rowCount + r] = 1;
    y[r] = margin + category / categories + uniform() - 1 > 0 ? 1 : 0;
  }
  const x: FeatureMatrix = { rowCount, features: names.map((name) => ({ name, source: name })), values };
  return { x, y };
}

const parameters = { trees: 6, leaves: 15, learningRate: 0.2, rowFraction: 0.8 };
const large = syntheticData(60_001, 10, 12);

describe('threads that share one fit', () => {
  const alone = fit('boostedTrees', parameters, large, { seed: 3 });

  test.each(pools.map((threads) => [threads.size, threads] as const))(
    '%i of them give the same bytes',
    (_, threads) => {
      const seen: number[] = [];
      const together = fit('boostedTrees', parameters, large, {
        seed: 3,
        threads,
        progress: (done) => seen.push(done),
      });
      expect(together.weights).toEqual(alone.weights);
      expect(together.manifest).toEqual(alone.manifest);
      expect(seen).toEqual([1, 2, 3, 4, 5, 6]);
    },
  );

  test('give the same with weights and with more trees in the same pool', () => {
    const weight = large.y.map((_, row) => (row % 5) / 2);
    const fits = pools.map(
      (threads): Fitted => fit('boostedTrees', parameters, { ...large, weight }, { seed: 4, threads }),
    );
    expect(fits[1]?.weights).toEqual(fits[0]?.weights);
    expect(fits[2]?.weights).toEqual(fits[0]?.weights);
  });

  test('agree on sets of categories and on constraints', () => {
    const { x } = large;
    // The first two columns as codes: of 200 categories, more than are kept, and of 3.
    const codes = x.values.map((value, at) =>
      at < x.rowCount ? Math.floor((value + 1) * 150) : at < 2 * x.rowCount ? Math.floor((value + 1) * 1.5) : value,
    );
    const features = x.features.map((feature, f) =>
      f < 2 ? { ...feature, categories: [200, 3][f] as number } : feature,
    );
    const data = { ...large, x: { ...x, features, values: codes } };
    const shaped = {
      ...parameters,
      l1: 1,
      pathSmoothing: 2,
      monotone: { f002: 1 as const },
      featureFractionByNode: 0.7,
    };
    for (const given of [parameters, shaped]) {
      const models = pools.map((threads) => fit('boostedTrees', given, data, { seed: 5, threads }));
      for (const model of models) expect(model.weights).toEqual(models[0]?.weights);
    }
  });

  test.each<[string, Partial<TrainingData>, ParameterValues]>([
    ['classes', { task: 'multiclass', classCount: 3, y: large.y.map((label, row) => (row % 7 === 0 ? 2 : label)) }, {}],
    ['medians', { task: 'regression' }, { objective: 'absolute' }],
    ['ranked answers', { task: 'ranking', query: Int32Array.from(large.y, (_, row) => Math.floor(row / 7)) }, {}],
    ['one-side samples', {}, { sampling: 'goss', rowFraction: 1 }],
  ])('give the same of %s', (_, change, more) => {
    const fits = pools.map((threads) =>
      fit('boostedTrees', { ...parameters, trees: 3, ...more }, { ...large, ...change }, { seed: 4, threads }),
    );
    expect(fits[1]?.weights).toEqual(fits[0]?.weights);
    expect(fits[2]?.weights).toEqual(fits[0]?.weights);
    expect(Number(fits[0]?.manifest.facts.trees)).toBeGreaterThan(0);
  });

  test('sum exact gradients to the same bytes', () => {
    const weight = large.y.map((_, row) => (row % 7) / 3 + 0.1);
    const exact = { ...parameters, trees: 3, gradients: 'exact', minRowsInLeaf: 50 };
    const models = pools.map((threads) => fit('boostedTrees', exact, { ...large, weight }, { seed: 3, threads }));
    for (const model of models) expect(model.weights).toEqual(models[0]?.weights);
    expect(Number(models[0]?.manifest.facts.leaves)).toBe(45);
  });

  test('read columns of shared memory, of a matrix and in pieces, and give the same', () => {
    const { values, rowCount, features } = large.x;
    const shared = new Float32Array(new SharedArrayBuffer(values.byteLength));
    shared.set(values);
    const source: ColumnSource = {
      rowCount,
      features,
      chunks: function* (feature) {
        for (let row = 0; row < rowCount; row += 7000)
          yield values.slice(feature * rowCount + row, feature * rowCount + Math.min(rowCount, row + 7000));
      },
    };
    for (const threads of pools)
      for (const x of [{ ...large.x, values: shared }, source])
        expect(fit('boostedTrees', parameters, { ...large, x }, { seed: 3, threads }).weights).toEqual(alone.weights);
  });

  test('sum histograms anew where few are kept, and give the same', () => {
    const few = { ...parameters, trees: 2, leaves: 40, minRowsInLeaf: 200 };
    const models = pools.map((threads) =>
      [0, 0.2, 1024].map((histogramMegabytes) =>
        fit('boostedTrees', { ...few, histogramMegabytes }, large, { seed: 3, threads }),
      ),
    );
    expect(Number(models[0]?.[0]?.manifest.facts.leaves)).toBe(80);
    for (const model of models.flat()) expect(model.weights).toEqual(models[0]?.[2]?.weights);
  });

  test('stop together, and are there for the next fit', () => {
    const threads = pools[1] as OwnThreadPool;
    const signal = { aborted: false };
    const progress = (done: number): void => {
      signal.aborted = done === 2;
    };
    expect(() => fit('boostedTrees', parameters, large, { seed: 3, threads, signal, progress })).toThrow('cancelled');
    const failing = (): void => {
      throw new RangeError('progress failed');
    };
    expect(() => fit('boostedTrees', parameters, large, { seed: 3, threads, progress: failing })).toThrow(RangeError);
    expect(fit('boostedTrees', parameters, large, { seed: 3, threads }).weights).toEqual(alone.weights);
  });

  test('are those of the trainer where it has fewer fits than threads', async () => {
    const trainer = createTrainer({ threads: 3 });
    const task = { estimator: 'boostedTrees', parameters, data: large, seed: 3 } as const;
    try {
      const [one] = await trainer.fitAll([task]);
      expect(one?.weights).toEqual(alone.weights);
      const four = await trainer.fitAll([task, task, task, task]);
      for (const result of four) expect(result.weights).toEqual(alone.weights);
    } finally {
      await trainer.close();
    }
  });
});
