import { randomStream, sigmoid } from '@tend/kernels';
import { describe, expect, it } from 'vitest';
import type { TrainingData } from '../../estimator.ts';
import { estimatorCases } from '../estimator.cases.ts';
import { fit } from '../fit.ts';
import { rowsOf, syntheticData } from '../synthetic-data.cases.ts';

estimatorCases('boostedTrees', {
  parameters: { trees: 20, learningRate: 0.2, minRowsInLeaf: 5, gradients: 'exact', featureFraction: 1 },
  features: 'any',
  allowsMissing: true,
  allowsInfinity: true,
  weightsEqualRepetition: { ranking: 'a weight is of an answer, and its repetition would compete with it' },
  fitsManyColumns: 'as with quantised gradients',
});

describe('exact gradients', () => {
  const binary = syntheticData(2000, 5, 0.1);

  it('give every leaf the Newton step of its rows', () => {
    const parameters = { trees: 1, leaves: 12, learningRate: 1, l2: 3, gradients: 'exact', featureFraction: 1 };
    const model = fit('boostedTrees', parameters, binary, { seed: 1 });
    const share = binary.y.reduce((sum, label) => sum + label, 0) / 2000;
    const sums = new Map<number, { g: number; h: number }>();
    const scores = model.predict(binary.x);
    for (const [row, score] of scores.entries()) {
      const sum = sums.get(score) ?? { g: 0, h: 0 };
      sum.g += share - binary.y[row]!;
      sum.h += share * (1 - share);
      sums.set(score, sum);
    }
    expect(sums.size).toBe(12);
    for (const [score, { g, h }] of sums)
      expect(score).toBeCloseTo(sigmoid(Math.log(share / (1 - share)) - g / (h + 3)), 12);
  });

  const random = randomStream(3);
  const counts = Float64Array.from(binary.y, () => random.integer(3));
  const numbers = Float64Array.from(binary.y, (label, row) => 0.5 + label + Math.abs(binary.x.values[row]! || 0));
  const many: TrainingData = { x: binary.x, y: numbers, task: 'regression' };

  it.each(['squared', 'absolute', 'huber', 'quantile', 'poisson', 'gamma', 'tweedie'])(
    'make a row of weight k k rows for %s, with L1, smoothing and depth-wise growth too',
    (objective) => {
      const shape = { l1: 0.1, pathSmoothing: 2, growth: 'depthWise', minRowsInLeaf: 10, featureFraction: 1 };
      const parameters = { trees: 10, leaves: 15, learningRate: 0.3, objective, gradients: 'exact', ...shape };
      const repeated = rowsOf(
        many,
        [...counts].flatMap((count, row) => Array.from({ length: count }, () => row)),
      );
      const weighted = fit('boostedTrees', parameters, { ...many, weight: counts }, { seed: 1 }).predict(many.x);
      const twice = fit('boostedTrees', parameters, repeated, { seed: 1 }).predict(many.x);
      const most = weighted.reduce((largest, value, row) => Math.max(largest, Math.abs(value - twice[row]!)), 0);
      expect(most).toBeLessThan(1e-9);
      expect(new Set(weighted).size).toBeGreaterThan(10);
    },
  );
});
