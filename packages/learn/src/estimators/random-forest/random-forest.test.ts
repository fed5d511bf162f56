import { randomStream } from '@tend/kernels';
import { describe, expect, it } from 'vitest';
import type { FeatureMatrix, Task, TrainingData } from '../../estimator.ts';
import { rocAuc } from '../../metrics/roc-auc.ts';
import type { ParameterValues } from '../../parameters.ts';
import { estimatorCases } from '../estimator.cases.ts';
import { fit } from '../fit.ts';
import { featuresNamed, syntheticData } from '../synthetic-data.cases.ts';
import { fitOutOfBag } from './fit-out-of-bag.ts';
import reference from './random-forest.reference.json' with { type: 'json' };

estimatorCases('randomForest', {
  parameters: { trees: 10, featureFraction: 0.3 },
  features: 'any',
  allowsMissing: true,
  allowsInfinity: true,
  weightsEqualRepetition: 'a bootstrap sample is drawn from rows, and weights multiply how often they are in it',
  fitsManyColumns: true,
  drawsRows: true,
});

estimatorCases('randomForest', {
  parameters: { trees: 3, bootstrap: 'off', featureFraction: 1 },
  features: 'any',
  allowsMissing: true,
  allowsInfinity: true,
  weightsEqualRepetition: true,
  fitsManyColumns: 'checked with fewer features a node: all features at every node would take minutes',
});

estimatorCases('extraTrees', {
  parameters: { trees: 10, featureFraction: 0.3 },
  features: 'any',
  allowsMissing: true,
  allowsInfinity: true,
  weightsEqualRepetition: true,
  fitsManyColumns: true,
});

type Score = (y: Float64Array, predictions: Float64Array) => number;
const scoresOf: Readonly<Record<string, Score>> = { rocAuc, logLoss: (y, p) => -clippedLogLoss(y, p), r2 };

describe('against scikit-learn on the same rows', () => {
  const seeds = 4;
  it.each(reference.sets)(
    '$estimator, $task, missing $missingShare',
    { timeout: 60_000 },
    ({ estimator, task, trees, missingShare, scores }) => {
      const sets = [syntheticData(1500, 21, missingShare), syntheticData(4000, 22, missingShare)];
      const [train, test] = task === 'regression' ? sets.map(numbers) : sets;
      const predictions = Array.from({ length: seeds }, (_, seed) =>
        fit(estimator as 'randomForest', { trees }, train!, { seed }).predict(test!.x),
      );
      for (const [metric, { mean, deviation }] of Object.entries(scores)) {
        const own = predictions.reduce((sum, of) => sum + scoresOf[metric]!(test!.y, of), 0) / seeds;
        // Both means vary with their seeds.
        const error = deviation * Math.sqrt(1 / seeds + 1 / reference.seeds);
        expect(own - (metric === 'logLoss' ? -mean : mean)).toBeGreaterThan(-3 * error);
      }
    },
  );
});

describe('one tree of all rows and features', () => {
  const { x, number } = fewValues();
  const median = [...number].sort((a, b) => a - b);
  const middle = (median[199]! + median[200]!) / 2;
  it.each(reference.trees)(
    'gives what scikit-learn gives: $task, depth $maxDepth',
    ({ task, maxDepth, predictions }) => {
      const y = task === 'regression' ? number : number.map((value) => (value > middle ? 1 : 0));
      const parameters = { trees: 1, bootstrap: 'off', featureFraction: 1, maxDepth };
      const scores = fit('randomForest', parameters, { x, y, task: task as Task }, { seed: 3 }).predict(x);
      for (const [row, expected] of predictions.entries()) expect(scores[row]).toBeCloseTo(expected, 9);
    },
  );
});

describe('rows out of the bag', () => {
  const data = syntheticData(2000, 31, 0.1);
  const fresh = syntheticData(4000, 32, 0.1);

  it('are predicted as new rows are', () => {
    const { fitted, outOfBag } = fitOutOfBag('randomForest', { trees: 60 }, data, { seed: 1 });
    expect(outOfBag.every((p) => p >= 0 && p <= 1)).toBe(true);
    const { facts } = fitted.manifest;
    expect(facts.outOfBagRows).toBe(2000);
    expect(facts.outOfBagRocAuc).toBe(rocAuc(data.y, outOfBag));
    // Trees have all but memorised the rows that they were grown from: 0.05 is far from what new rows get.
    expect(rocAuc(data.y, fitted.predict(data.x))).toBeGreaterThan(0.99);
    expect(Math.abs(Number(facts.outOfBagRocAuc) - rocAuc(fresh.y, fitted.predict(fresh.x)))).toBeLessThan(0.05);
  });

  it('are those of no tree where each has all rows, and some where trees are few', () => {
    const all = fitOutOfBag('extraTrees', { trees: 3 }, data, { seed: 1 });
    expect(all.outOfBag.every(Number.isNaN)).toBe(true);
    expect(all.fitted.manifest.facts).not.toHaveProperty('outOfBagRocAuc');
    const few = fitOutOfBag('extraTrees', { trees: 3, bootstrap: 'on' }, data, { seed: 1 });
    // A row is in the bag of a tree with probability 1 - 1/e.
    const seen = few.outOfBag.filter(Number.isNaN).length / 2000;
    expect(Math.abs(seen - (1 - Math.exp(-1)) ** 3)).toBeLessThan(0.05);
  });

  it('have shares of classes, and numbers', () => {
    const y = data.y.map((label, row) => (row % 3 === 0 ? 2 : label));
    const classes = fitOutOfBag(
      'randomForest',
      { trees: 40 },
      { ...data, y, task: 'multiclass', classCount: 3 },
      { seed: 1 },
    );
    for (let row = 0; row < 2000; row++)
      expect(classes.outOfBag.subarray(row * 3, row * 3 + 3).reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 9);
    expect(classes.fitted.manifest.facts.outOfBagAccuracy).toBeGreaterThan(0.4);
    const number = numbers(data);
    const { fitted, outOfBag } = fitOutOfBag('randomForest', { trees: 40 }, number, { seed: 1 });
    expect(fitted.manifest.facts.outOfBagR2).toBeCloseTo(r2(number.y, outOfBag), 12);
    expect(fitted.manifest.facts.outOfBagR2).toBeGreaterThan(0.5);
  });
});

describe('limits', () => {
  const data = syntheticData(500, 9, 0.2);
  const leavesOf = (parameters: ParameterValues): number =>
    Number(fit('randomForest', { trees: 10, ...parameters }, data, { seed: 1 }).manifest.facts.leaves);

  it('bound depth, rows in leaves and the gain of splits', () => {
    expect(leavesOf({ maxDepth: 2 })).toBeLessThanOrEqual(40);
    expect(leavesOf({ minRowsInLeaf: 100 })).toBeLessThanOrEqual(10 * 3);
    expect(leavesOf({ minGain: 0.01 })).toBeLessThan(leavesOf({ minGain: 0.001 }));
    expect(leavesOf({ minGain: 1 })).toBe(10);
  });
});

describe('categories', () => {
  const rowCount = 1200;
  const features = [{ name: 'code', source: 'code', categories: 400 }];
  const random = randomStream(4);
  const values = Float32Array.from({ length: rowCount }, (_, row) =>
    row % 40 === 0 ? Number.NaN : row < 1000 ? random.integer(30) : 30 + random.integer(370),
  );
  const x: FeatureMatrix = { rowCount, features, values };
  // No threshold on codes tells these apart; one split does.
  const isPositive = (code: number): boolean => (code * 7) % 30 < 12 && code < 30;
  const y = Float64Array.from(values, (code) => (isPositive(code) ? 1 : 0));
  const of = (task: Task): TrainingData => (task === 'multiclass' ? { x, y, task, classCount: 3 } : { x, y, task });

  it.each(['binary', 'regression', 'multiclass'] as const)('are told apart in one split: %s', (task) => {
    const parameters = { trees: 1, bootstrap: 'off', maxDepth: 1 };
    const scores = fit('randomForest', parameters, of(task), { seed: 1 }).predict(x);
    for (let row = 0; row < rowCount; row++)
      expect(task === 'multiclass' ? scores[row * 3 + 1] : scores[row]).toBeCloseTo(y[row]!, 12);
  });
});

/** Four columns of six values; in the Python twin as well. */
function fewValues(): { readonly x: FeatureMatrix; readonly number: Float64Array } {
  const random = randomStream(5);
  const values = new Float32Array(1600);
  for (let row = 0; row < 400; row++)
    for (let f = 0; f < 4; f++) values[f * 400 + row] = Math.floor(6 * random.uniform());
  const at = (f: number, row: number): number => values[f * 400 + row]!;
  const number = Float64Array.from(
    { length: 400 },
    (_, row) => at(0, row) * at(1, row) + (at(2, row) > 2 ? 3.7 : 0) - 0.61 * at(3, row) + random.uniform(),
  );
  return { x: { rowCount: 400, features: featuresNamed(4), values }, number };
}

/** The target of a regression on the same rows; in the Python twin as well. */
function numbers({ x, y }: TrainingData): TrainingData {
  const at = (f: number, row: number): number => x.values[f * x.rowCount + row] || 0;
  return { x, y: y.map((label, row) => 10 + 2 * label + 1.5 * at(0, row) - at(1, row)), task: 'regression' };
}

function r2(y: Float64Array, predictions: Float64Array): number {
  const mean = y.reduce((sum, value) => sum + value, 0) / y.length;
  const total = y.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return 1 - y.reduce((sum, value, row) => sum + (value - predictions[row]!) ** 2, 0) / total;
}

/** Shares of 0 and 1 are moved to 0.001 and 0.999, as in the Python twin. */
function clippedLogLoss(y: Float64Array, predictions: Float64Array): number {
  const losses = predictions.map((p, row) => {
    const clipped = Math.min(Math.max(p, 1e-3), 1 - 1e-3);
    return -Math.log(y[row] === 1 ? clipped : 1 - clipped);
  });
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}
