import { describe, expect, it } from 'vitest';
import { measureMulticlass, measureMulticlassDifference } from './multiclass/measure-multiclass.ts';
import {
  isMulticlassLoss,
  type MulticlassMetricInput,
  type MulticlassMetricName,
} from './multiclass/multiclass-metric.ts';
import { measureRegression, measureRegressionDifference } from './regression/measure-regression.ts';
import {
  isRegressionLoss,
  type RegressionMetricInput,
  type RegressionMetricName,
} from './regression/regression-metric.ts';
import { rocAuc, rocAucOf } from './roc-auc.ts';
import reference from './task-metrics.reference.json' with { type: 'json' };

const plan = { confidence: 0.95, seed: 1 };
const numbers = (y: number[], predicted: number[], of: object = {}): RegressionMetricInput => ({
  y: Float64Array.from(y),
  predicted: Float64Array.from(predicted),
  ...plan,
  ...of,
});

describe('metrics of predicted numbers', () => {
  it.each(reference.regression)('agree with scikit-learn: $name', ({ y, predicted, values, tweedie }) => {
    const input = numbers(y, predicted, { probability: 0.8 });
    for (const [metric, value] of Object.entries(values))
      expect(measureRegression(metric as RegressionMetricName, input).value, metric).toBeCloseTo(value, 11);
    for (const [power, value] of Object.entries(tweedie))
      expect(
        measureRegression('tweedieDeviance', { ...input, power: Number(power) }).value,
        `power ${power}`,
      ).toBeCloseTo(value, 9);
  });

  it('agree with scikit-learn where targets are 0', () => {
    const { y, predicted, poissonDeviance, tweedie, mape } = reference.withZeros;
    const input = numbers(y, predicted);
    expect(measureRegression('poissonDeviance', input).value).toBeCloseTo(poissonDeviance, 11);
    expect(measureRegression('tweedieDeviance', { ...input, power: 1.5 }).value).toBeCloseTo(tweedie, 11);
    expect(measureRegression('mape', input).value / mape).toBeCloseTo(1, 12);
    expect(measureRegression('gammaDeviance', input).value).toBeNaN();
  });

  it('are NaN where rows cannot tell', () => {
    expect(measureRegression('r2', numbers([0.1, 0.1, 0.1], [1, 2, 3])).value).toBeNaN();
    expect(measureRegression('mae', numbers([], [])).value).toBeNaN();
    expect(measureRegression('poissonDeviance', numbers([1, 2], [0, 1])).value).toBeNaN();
    expect(measureRegression('tweedieDeviance', numbers([1, 2], [1, 1], { power: 0.5 })).value).toBeNaN();
    expect(() => measureRegression('mae', numbers([1], []))).toThrow(RangeError);
  });

  it('have intervals that hold the value and narrow with the rows', () => {
    const { y, predicted } = reference.regression[0]!;
    const times = (count: number): RegressionMetricInput =>
      numbers(Array(count).fill(y).flat(), Array(count).fill(predicted).flat());
    for (const metric of ['mae', 'rmse', 'r2', 'medianAbsoluteError', 'pinballLoss', 'gammaDeviance'] as const) {
      const few = measureRegression(metric, times(1));
      const many = measureRegression(metric, times(16));
      expect(few.low).toBeLessThan(few.value);
      expect(few.high).toBeGreaterThan(few.value);
      expect(many.value).toBeCloseTo(few.value, 9);
      expect((many.high - many.low) / (few.high - few.low)).toBeLessThan(0.45);
    }
  });

  it('differ from themselves by nothing, and from a worse model by a certain amount', () => {
    const { y, predicted } = reference.regression[0]!;
    const input = numbers(y, predicted);
    const worse = { ...input, predicted: input.predicted.map((value) => value + 5) };
    expect(measureRegressionDifference('rmse', input, input)).toEqual({ value: 0, low: 0, high: 0, n: y.length });
    expect(measureRegressionDifference('rmse', input, worse).high).toBeLessThan(0);
    expect(measureRegressionDifference('r2', input, worse).low).toBeGreaterThan(0);
    expect(() => measureRegressionDifference('mae', input, { ...worse, y: worse.predicted })).toThrow(RangeError);
    expect([isRegressionLoss('rmse'), isRegressionLoss('r2')]).toEqual([true, false]);
  });
});

describe('metrics of several classes', () => {
  const inputOf = ({ y, score, classCount }: (typeof reference.multiclass)[number]): MulticlassMetricInput => ({
    y: Float64Array.from(y),
    score: Float64Array.from(score),
    classCount,
    ...plan,
  });

  it.each(reference.multiclass)('agree with scikit-learn: $name', (set) => {
    for (const [metric, value] of Object.entries(set.values)) {
      const measured = measureMulticlass(metric as MulticlassMetricName, inputOf(set));
      expect(measured.value, metric).toBeCloseTo(value, 12);
      expect(measured.low).toBeLessThan(value);
      expect(measured.high).toBeGreaterThan(value);
    }
  });

  it('are NaN where rows cannot tell', () => {
    const input = { y: Float64Array.of(0, 0), score: Float64Array.of(0.7, 0.3, 0.6, 0.4), classCount: 2, ...plan };
    for (const metric of ['rocAucMacro', 'rocAucWeighted', 'cohenKappa'] as const)
      expect(measureMulticlass(metric, input).value).toBeNaN();
    expect(measureMulticlass('macroF1', input).value).toBe(1);
    expect(() => measureMulticlass('accuracy', { ...input, classCount: 3 })).toThrow(RangeError);
    expect(() => measureMulticlass('accuracy', { ...input, y: Float64Array.of(0, 2) })).toThrow(RangeError);
  });

  it('differ from themselves by nothing, and from a constant by a certain amount', () => {
    const input = inputOf(reference.multiclass[0]!);
    const constant = { ...input, score: input.score.map(() => 1 / 3) };
    expect(measureMulticlassDifference('accuracy', input, input)).toMatchObject({ value: 0, low: 0, high: 0 });
    expect(measureMulticlassDifference('logLoss', input, constant).high).toBeLessThan(0);
    expect(() => measureMulticlassDifference('logLoss', input, { ...constant, y: input.y.map(() => 0) })).toThrow(
      RangeError,
    );
    expect([isMulticlassLoss('logLoss'), isMulticlassLoss('accuracy')]).toEqual([true, false]);
  });
});

it('the ROC AUC of a resample is that of its rows repeated', () => {
  const y = Float64Array.of(0, 1, 0, 1, 1, 0);
  const score = Float64Array.of(0.1, 0.2, 0.2, 0.4, 0.05, 0.4);
  const counts = Int32Array.of(2, 1, 0, 3, 1, 2);
  const rows = [...counts].flatMap((count, row) => Array(count).fill(row));
  const repeated = rocAuc(
    Float64Array.from(rows, (row) => y[row]!),
    Float64Array.from(rows, (row) => score[row]!),
  );
  expect(rocAucOf(y, score)(counts)).toBeCloseTo(repeated, 14);
});
