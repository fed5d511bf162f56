import { fit, fitOutOfBag, type TrainingData } from '@tend/learn';
import { afterAll, expect, test, vi } from 'vitest';
import { createThreadPool } from './create-thread-pool.ts';

// Starting threads takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const pools = [2, 3].map((size) => createThreadPool(size));
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.close()));
});

/** Ten columns by a fixed linear congruential stream, some values missing. */
function syntheticData(rowCount: number): TrainingData {
  let state = 7;
  const uniform = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const features = Array.from({ length: 10 }, (_, f) => ({ name: `f${f}`, source: `f${f}` }));
  const values = new Float32Array(rowCount * 10).map(() => (uniform() < 0.05 ? Number.NaN : uniform() * 2 - 1));
  const y = Float64Array.from({ length: rowCount }, (_, row) => ((values[row] || 0) + uniform() - 0.5 > 0 ? 1 : 0));
  return { x: { rowCount, features, values }, y };
}

const data = syntheticData(12_000);

test.each(['randomForest', 'extraTrees'] as const)('%s is the same for 1, 2 and 3 threads', (name) => {
  const alone = fit(name, { trees: 5 }, data, { seed: 3 });
  for (const threads of pools) {
    const seen: number[] = [];
    const together = fit(name, { trees: 5 }, data, { seed: 3, threads, progress: (done) => seen.push(done) });
    expect(together.weights).toEqual(alone.weights);
    expect(together.manifest).toEqual(alone.manifest);
    expect(seen).toEqual([1, 2, 3, 4, 5]);
  }
});

test('rows out of the bag get the same from any number of threads', () => {
  const y = data.y.map((label, row) => (row % 4 === 0 ? 2 : label));
  const classes: TrainingData = { ...data, y, task: 'multiclass', classCount: 3 };
  const alone = fitOutOfBag('randomForest', { trees: 7 }, classes, { seed: 3 });
  for (const threads of pools)
    expect(fitOutOfBag('randomForest', { trees: 7 }, classes, { seed: 3, threads }).outOfBag).toEqual(alone.outOfBag);
});

test('threads stop together, and go on with the next forest', () => {
  const [threads] = pools as [(typeof pools)[0]];
  const signal = { aborted: false };
  const progress = (done: number): void => {
    signal.aborted = done === 2;
  };
  expect(() => fit('randomForest', { trees: 50 }, data, { seed: 3, threads, signal, progress })).toThrow('cancelled');
  expect(fit('randomForest', { trees: 2 }, data, { seed: 3, threads }).predict(data.x)).toHaveLength(12_000);
});
