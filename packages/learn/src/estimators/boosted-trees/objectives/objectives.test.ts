import { exp, log } from '@tend/kernels';
import { describe, expect, it } from 'vitest';
import type { TrainingData } from '../../../estimator.ts';
import type { ParameterValues } from '../../../parameters.ts';
import { fit } from '../../fit.ts';
import { syntheticData } from '../../synthetic-data.cases.ts';
import type { KnownObjective } from './objective-names.ts';
import { objectiveOf } from './objective-of.ts';
import reference from './objectives.reference.json' with { type: 'json' };

const settings = { alpha: 0.9, poissonMaxDelta: 0.7, tweediePower: 1.3, rankingTruncation: 5 };
const alphaOf = (name: string): number => (name === 'quantile' ? 0.8 : settings.alpha);
const queryRows = 10;
const names = Object.keys(reference.objectives) as (keyof typeof reference.objectives & KnownObjective)[];

/** Data of `syntheticData` with targets for an objective. The Python twin stands in objectives.reference.json: change both. */
function dataFor(name: KnownObjective, rowCount: number, seed: number): TrainingData {
  const { x, y: label } = syntheticData(rowCount, seed, 0.1);
  const at = (f: number, row: number): number => x.values[f * rowCount + row]! || 0;
  const number = label.map((one, row) => 6 + 2 * one + at(0, row) - 0.5 * at(1, row) * at(1, row));
  if (name === 'logistic') return { x, y: label };
  if (name === 'softmax')
    return { x, y: label.map((one, row) => (at(1, row) > 0.7 ? 2 : one)), task: 'multiclass', classCount: 3 };
  if (name === 'lambdarank') {
    const y = label.map((one, row) => one + (at(0, row) > 0.8 ? 1 : 0) + (at(2, row) > 1 ? 1 : 0));
    return { x, y, task: 'ranking', query: Int32Array.from(y, (_, row) => Math.floor(row / queryRows)) };
  }
  const isCount = name === 'poisson' || name === 'tweedie';
  return { x, y: isCount ? number.map((value) => Math.floor(Math.max(0, value - 4))) : number, task: 'regression' };
}

/** The mean loss of predictions; for ranking the mean NDCG of all ten places, negative. */
function lossOf(name: KnownObjective, p: Float64Array, y: Float64Array): number {
  const each = (of: (p: number, y: number) => number): number =>
    y.reduce((sum, target, row) => sum + of(p[row]!, target), 0) / y.length;
  switch (name) {
    case 'logistic':
      return each((a, b) => -log(b === 1 ? a : 1 - a));
    case 'softmax':
      return -y.reduce((sum, label, row) => sum + log(p[3 * row + label]!), 0) / y.length;
    case 'squared':
      return each((a, b) => (a - b) ** 2);
    case 'absolute':
      return each((a, b) => Math.abs(a - b));
    case 'huber':
      return each((a, b) => (Math.abs(a - b) <= 0.9 ? (a - b) ** 2 / 2 : 0.9 * (Math.abs(a - b) - 0.45)));
    case 'quantile':
      return each((a, b) => Math.max(0.2 * (a - b), 0.8 * (b - a)));
    case 'poisson':
      return each((a, b) => a - b * log(a));
    case 'gamma':
      return each((a, b) => b / a + log(a));
    case 'tweedie':
      return each((a, b) => (b * exp(-0.3 * log(a))) / 0.3 + exp(0.7 * log(a)) / 0.7);
    case 'lambdarank':
      return -meanNdcg(p, y);
  }
}

function meanNdcg(scores: Float64Array, y: Float64Array): number {
  let total = 0;
  for (let first = 0; first < y.length; first += queryRows) {
    const own = Array.from({ length: queryRows }, (_, i) => first + i);
    const dcg = (rows: readonly number[]): number =>
      rows.reduce((sum, row, place) => sum + (2 ** y[row]! - 1) / Math.log2(place + 2), 0);
    const best = dcg(own.toSorted((a, b) => y[b]! - y[a]!));
    total += best === 0 ? 1 : dcg(own.toSorted((a, b) => scores[b]! - scores[a]! || a - b)) / best;
  }
  return total / (y.length / queryRows);
}

describe.each(names)('%s against LightGBM', (name) => {
  const expected = reference.objectives[name];
  const train = dataFor(name, reference.trainRows, reference.trainSeed);
  const test = dataFor(name, reference.testRows, reference.testSeed);
  const outputs = expected.margins.length;
  const ofName = { ...settings, objective: name, alpha: alphaOf(name) };

  it('starts from the same margins', () => {
    const margins = objectiveOf(ofName, outputs, new Int32Array()).initialMargins(train);
    expect(margins).toHaveLength(outputs);
    for (const [output, margin] of margins.entries())
      expect(Math.abs(margin - expected.initialMargins[output]!)).toBeLessThan(name === 'quantile' ? 0.005 : 1e-5);
  });

  it.runIf(expected.steps.length > 0)('takes the same steps from given margins', () => {
    const rowCount = 8;
    const gradients = new Float32Array(outputs * rowCount);
    const hessians = new Float32Array(outputs * rowCount);
    objectiveOf(ofName, outputs, Int32Array.of(0, rowCount)).setGradients({
      rowCount,
      begin: 0,
      end: rowCount,
      targets: Float64Array.from(expected.targets),
      weights: new Float32Array(rowCount).fill(1),
      margins: Float64Array.from(expected.margins.flat()),
      gradients,
      hessians,
      gradientUnit: 1,
      hessianUnit: 1,
    });
    for (const [i, g] of gradients.entries()) {
      const [output, row] = [Math.floor(i / rowCount), i % rowCount];
      const [step, hessian] = [expected.steps[output]![row]!, expected.hessians[output]![row]!];
      expect(Math.abs(-g / hessians[i]! - step)).toBeLessThan(1e-4 * Math.abs(step));
      expect(Math.abs(hessians[i]! - hessian)).toBeLessThan(1e-4 * hessian);
    }
  });

  // Means of the losses with a few bins fewer; `spread` is the deviation of LightGBM's among them, estimated thrice.
  const allowed = 4 * Math.max(expected.plain.spread, expected.weighted.spread, expected.goss.spread);
  const parameters: ParameterValues = { ...reference.parameters, ...ofName };
  const meanLoss = (more: ParameterValues, data: TrainingData): number => {
    const losses = [255, 240].map((bins) => {
      const fitted = fit('boostedTrees', { ...parameters, ...more, bins }, data, { seed: 3 });
      return lossOf(name, fitted.predict(test.x), test.y);
    });
    return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
  };

  it('comes to the same loss on other rows', () => {
    expect(Math.abs(meanLoss({}, train) - expected.plain.mean)).toBeLessThan(allowed);
  });

  it('comes to the same loss with weights', () => {
    const { y: label } = syntheticData(reference.trainRows, reference.trainSeed, 0.1);
    const weight = label.map((one) => (one === 1 ? 3 : 1));
    const loss = meanLoss({}, { ...train, weight });
    expect(Math.abs(loss - expected.weighted.mean)).toBeLessThan(allowed);
  });

  it('comes to the same loss with one-side sampling', () => {
    const loss = meanLoss({ sampling: 'goss', topRate: 0.2, otherRate: 0.2 }, train);
    expect(Math.abs(loss - expected.goss.mean)).toBeLessThan(allowed);
  });
});
