import { describe, expect, it } from 'vitest';
import type { EstimatorName, TrainingData } from '../estimator.ts';
import baselines from './baselines.reference.json' with { type: 'json' };
import { estimatorCases } from './estimator.cases.ts';
import { fit } from './fit.ts';
import { InvalidData } from './invalid-data.ts';

for (const name of ['mostFrequent', 'mean', 'median', 'quantile'] satisfies EstimatorName[])
  estimatorCases(name, {
    parameters: {},
    features: 'any',
    allowsMissing: true,
    allowsInfinity: true,
    weightsEqualRepetition: true,
    fitsManyColumns: true,
  });

estimatorCases('seasonalNaive', {
  parameters: { season: 7 },
  features: 'onePeriod',
  allowsMissing: false,
  allowsInfinity: false,
  weightsEqualRepetition: true,
  fitsManyColumns: 'takes exactly one feature, the number of the period',
});

const noFeatures = (rowCount: number): TrainingData['x'] => ({ rowCount, features: [], values: new Float32Array() });

describe('constants', () => {
  it.each(baselines.regression)('agree with scikit-learn and NumPy: weights $weight', ({ y, weight, values }) => {
    const data: TrainingData = { x: noFeatures(y.length), y: Float64Array.from(y), task: 'regression' };
    for (const { estimator, probability, value } of values) {
      const parameters = probability === null ? {} : { probability };
      const weighted = weight === null ? data : { ...data, weight: Float64Array.from(weight) };
      const [predicted] = fit(estimator as EstimatorName, parameters, weighted, { seed: 1 }).predict(noFeatures(1));
      expect(predicted).toBeCloseTo(value, 12);
    }
  });

  it.each(baselines.multiclass)(
    'agree with scikit-learn: classes, weights $weight',
    ({ y, weight, prior, frequent }) => {
      const data: TrainingData = {
        x: noFeatures(y.length),
        y: Float64Array.from(y),
        task: 'multiclass',
        classCount: prior.length,
        ...(weight !== null && { weight: Float64Array.from(weight) }),
      };
      const answer = (name: EstimatorName): Float64Array => fit(name, {}, data, { seed: 1 }).predict(noFeatures(1));
      for (const [k, share] of prior.entries()) expect(answer('majority')[k]).toBeCloseTo(share, 11);
      for (const [k, share] of frequent.entries()) expect(answer('mostFrequent')[k]).toBeCloseTo(share, 11);
    },
  );

  it('of two most frequent classes take the first', () => {
    const y = Float64Array.of(2, 1, 2, 1);
    const data: TrainingData = { x: noFeatures(4), y, task: 'multiclass', classCount: 3 };
    expect(fit('mostFrequent', {}, data, { seed: 1 }).manifest.facts.class).toBe(1);
  });
});

describe('the seasonal naive forecast', () => {
  const periods = (...values: number[]): TrainingData['x'] => ({
    rowCount: values.length,
    features: [{ name: 'week', source: 'day' }],
    values: Float32Array.from(values),
  });
  const y = Float64Array.of(10, 20, 30, 11, 21, 31);
  const data: TrainingData = { x: periods(1, 2, 3, 4, 5, 6), y, task: 'regression' };
  const forecast = (of: TrainingData, season: number, ...asked: number[]): number[] => [
    ...fit('seasonalNaive', { season }, of, { seed: 1 }).predict(periods(...asked)),
  ];

  it('repeats the last season, however far ahead', () => {
    expect(forecast(data, 3, 7, 8, 9, 10, 300)).toEqual([11, 21, 31, 11, 31]);
    expect(forecast(data, 1, 7, 8, 100)).toEqual([31, 31, 31]);
  });

  it('never looks at the period it is asked for, or beyond', () => {
    expect(forecast(data, 3, 4, 5, 6)).toEqual([10, 20, 30]);
    const mean = 123 / 6;
    expect(forecast(data, 3, 1, 2, 3, -20)).toEqual([mean, mean, mean, mean]);
  });

  it('trusts the periods and not the order of the rows, and bridges gaps', () => {
    const mixed: TrainingData = { x: periods(6, 1, 3, 2), y: Float64Array.of(31, 10, 30, 20), task: 'regression' };
    expect(forecast(mixed, 3, 7, 8, 9)).toEqual([10, 20, 31]);
  });

  it('averages the targets of one period by weight', () => {
    const twice: TrainingData = { x: periods(1, 1), y: Float64Array.of(4, 8), task: 'regression' };
    expect(forecast({ ...twice, weight: Float64Array.of(3, 1) }, 2, 3)).toEqual([5]);
  });

  it('refuses a period that is no whole number', () => {
    for (const value of [0.5, 2 ** 25, Number.NaN]) expect(() => forecast(data, 3, value)).toThrow(InvalidData);
  });
});
