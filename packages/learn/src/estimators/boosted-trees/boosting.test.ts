import { logit, sigmoid } from '@tend/kernels';
import { describe, expect, it } from 'vitest';
import type { CustomObjective, FitContext, Fitted, TrainingData } from '../../estimator.ts';
import type { ParameterValues } from '../../parameters.ts';
import { fit } from '../fit.ts';
import { InvalidData } from '../invalid-data.ts';
import { InvalidParameters } from '../invalid-parameters.ts';
import { loadFitted } from '../load-fitted.ts';
import { rowsOf, syntheticData } from '../synthetic-data.cases.ts';

const binary = syntheticData(800, 5, 0.1);
const test = syntheticData(800, 6, 0.1);
const numbers = (data: TrainingData): TrainingData => ({
  ...data,
  y: data.y.map((label, row) => 3 + 2 * label + (data.x.values[row] || 0)),
  task: 'regression',
});
const classes: TrainingData = {
  ...binary,
  y: binary.y.map((label, row) => ((binary.x.values[800 + row] ?? 0) > 0.7 ? 2 : label)),
  task: 'multiclass',
  classCount: 3,
};
const ranking: TrainingData = {
  ...binary,
  task: 'ranking',
  query: Int32Array.from(binary.y, (_, row) => Math.floor(row / 8)),
};
const parameters = { trees: 20, learningRate: 0.2, leaves: 6, minRowsInLeaf: 5, l2: 1 };
const boosted = (data: TrainingData, more: ParameterValues = {}, context: Partial<FitContext> = {}): Fitted =>
  fit('boostedTrees', { ...parameters, ...more }, data, { seed: 4, ...context });

describe('a warm start', () => {
  it.each<[string, TrainingData, ParameterValues]>([
    ['binary', binary, { rowFraction: 0.7 }],
    ['binary with one-side sampling', binary, { sampling: 'goss' }],
    ['multiclass', classes, {}],
    ['poisson', numbers(binary), { objective: 'poisson' }],
    ['absolute', numbers(binary), { objective: 'absolute', rowFraction: 0.7 }],
    ['ranking', ranking, {}],
  ])('gives what the whole boosting gives: %s', (_, data, more) => {
    const half = boosted(data, { ...more, trees: 10 });
    const stored = loadFitted(half.manifest, half.weights);
    const whole = boosted(data, more);
    const resumed = boosted(data, more, { start: stored });
    expect(resumed.weights).toEqual(whole.weights);
    expect(resumed.manifest).toEqual(whole.manifest);
    expect(half.weights).not.toEqual(whole.weights);
  });

  it('refuses a model of something else, or one that has all the rounds', () => {
    const start = boosted(binary);
    const other = fit('majority', {}, binary, { seed: 1 });
    expect(() => boosted(binary, { trees: 30 }, { start: other })).toThrow(InvalidData);
    expect(() => boosted(numbers(binary), { trees: 30 }, { start })).toThrow(InvalidData);
    expect(() => boosted(binary, {}, { start })).toThrow('fewer than the 20 asked for');
    const { features } = binary.x;
    const renamed = { ...binary.x, features: features.map((feature) => ({ ...feature, name: `${feature.name}x` })) };
    expect(() => boosted({ ...binary, x: renamed }, { trees: 30 }, { start })).toThrow(InvalidData);
    expect(() => fit('mean', {}, numbers(binary), { seed: 1, start })).toThrow(InvalidData);
  });
});

describe('early stopping', () => {
  const accuracy = (p: Float64Array): number =>
    p.reduce((right, score, row) => right + (score > 0.5 === (test.y[row] === 1) ? 1 : 0), 0) / p.length;

  it('keeps the rounds up to the best one, which are those of a shorter boosting', () => {
    const scores: number[] = [];
    const score = (p: Float64Array): number => scores[scores.push(accuracy(p)) - 1]!;
    const stopped = boosted(binary, { trees: 300 }, { earlyStopping: { data: test, patience: 12, score } });
    const best = Math.max(...scores);
    const round = scores.indexOf(best) + 1;
    expect(stopped.manifest.facts).toMatchObject({ bestRound: round, bestScore: best });
    expect(scores).toHaveLength(round + 12);
    expect(scores.length).toBeLessThan(300);
    expect(stopped.weights).toEqual(boosted(binary, { trees: round }).weights);
    expect(accuracy(stopped.predict(test.x))).toBe(best);
  });

  it('sees the predictions that a model of as many rounds would give', () => {
    const seen: Float64Array[] = [];
    const score = (p: Float64Array): number => seen.push(p);
    const data = rowsOf(classes, [3, 1, 4, 159, 26]);
    const whole = boosted(classes, {}, { earlyStopping: { data, patience: 3, score } });
    expect(seen).toHaveLength(20);
    expect(seen[9]).toEqual(boosted(classes, { trees: 10 }).predict(data.x));
    expect(seen[19]).toEqual(whole.predict(data.x));
    const resumed = boosted(
      classes,
      {},
      { start: boosted(classes, { trees: 10 }), earlyStopping: { data, patience: 3, score } },
    );
    expect(resumed.weights).toEqual(whole.weights);
    expect(resumed.manifest.facts.bestRound).toBe(20);
  });

  it('refuses what is no score, no rows, no patience, and other families', () => {
    const none = { data: test, patience: 2, score: () => Number.NaN };
    expect(() => boosted(binary, {}, { earlyStopping: none })).toThrow(InvalidData);
    const ok = { ...none, score: () => 1 };
    for (const bad of [0, 1.5, Number.NaN])
      expect(() => boosted(binary, {}, { earlyStopping: { ...ok, patience: bad } })).toThrow(InvalidData);
    expect(() => boosted(binary, {}, { earlyStopping: { ...ok, data: rowsOf(test, []) } })).toThrow(InvalidData);
    expect(() => fit('majority', {}, binary, { seed: 1, earlyStopping: ok })).toThrow(InvalidData);
  });
});

describe('a custom objective', () => {
  const squared: CustomObjective = {
    link: 'identity',
    initialMargins: ({ y }) => [y.reduce((sum, value) => sum + value, 0) / y.length],
    gradients: (margins, { y }) => ({ gradients: margins.map((m, row) => m - y[row]!), hessians: y.map(() => 1) }),
  };
  const logistic: CustomObjective = {
    link: 'logistic',
    initialMargins: ({ y }) => [logit(y.reduce((sum, label) => sum + label, 0) / y.length)],
    gradients: (margins, { y }) => ({
      gradients: margins.map((m, row) => sigmoid(m) - y[row]!),
      hessians: margins.map((m) => sigmoid(m) * (1 - sigmoid(m))),
    }),
  };
  const distance = (a: Float64Array, b: Float64Array): number =>
    a.reduce((sum, value, i) => sum + Math.abs(value - b[i]!), 0) / a.length;

  it('comes to what the same objective of our own comes to', () => {
    const data = numbers(binary);
    const custom = boosted(data, { objective: 'custom' }, { objective: squared });
    expect(distance(custom.predict(data.x), boosted(data).predict(data.x))).toBeLessThan(0.02);
    const odds = boosted(binary, { objective: 'custom' }, { objective: logistic });
    expect(distance(odds.predict(binary.x), boosted(binary).predict(binary.x))).toBeLessThan(0.03);
  });

  it('takes weights as repetition, and margins row by row', () => {
    const seen = new Set<number>();
    const softmaxish: CustomObjective = {
      link: 'softmax',
      initialMargins: () => [1, 2, 3],
      gradients: (margins, { y }) => {
        if (seen.size === 0) for (const [i, margin] of margins.entries()) seen.add(margin - (i % 3));
        return {
          gradients: margins.map((m, i) => m - (y[Math.floor(i / 3)] === i % 3 ? 1 : 0)),
          hessians: margins.map(() => 1),
        };
      },
    };
    const fitted = boosted(classes, { objective: 'custom' }, { objective: softmaxish });
    expect([...seen]).toEqual([1]);
    const right = fitted
      .predict(classes.x)
      .filter(
        (p, i, all) =>
          p === Math.max(...all.subarray(i - (i % 3), i - (i % 3) + 3)) && classes.y[Math.floor(i / 3)] === i % 3,
      );
    expect(right.length).toBeGreaterThan(500);
  });

  it('names its link in the model, which answers the same after loading', () => {
    const fitted = boosted(binary, { objective: 'custom' }, { objective: logistic });
    const back = loadFitted(JSON.parse(JSON.stringify(fitted.manifest)), fitted.weights);
    expect(back.link).toBe('logistic');
    expect(back.predict(binary.x)).toEqual(fitted.predict(binary.x));
    const { link: _, ...facts } = fitted.manifest.facts;
    expect(() => loadFitted({ ...fitted.manifest, facts }, fitted.weights)).toThrow('manifest.facts.link');
  });

  it('is refused where it gives no derivatives, or comes without being asked for', () => {
    const custom = (change: Partial<CustomObjective>): Fitted =>
      boosted(binary, { objective: 'custom' }, { objective: { ...logistic, ...change } });
    const each = (g: number, h: number) => (margins: Float64Array) => ({
      gradients: margins.map(() => g),
      hessians: margins.map(() => h),
    });
    for (const gradients of [each(Number.NaN, 1), each(Number.POSITIVE_INFINITY, 1), each(1, -1), each(1, Number.NaN)])
      expect(() => custom({ gradients })).toThrow(InvalidData);
    expect(() => custom({ gradients: () => each(1, 1)(new Float64Array(3)) })).toThrow(InvalidData);
    expect(() => custom({ initialMargins: () => [] })).toThrow(InvalidData);
    expect(() => custom({ link: 'largest' })).toThrow(InvalidData);
    expect(() => boosted(binary, { objective: 'custom' })).toThrow(InvalidData);
    expect(() => boosted(binary, {}, { objective: logistic })).toThrow(InvalidData);
    expect(() => fit('majority', {}, binary, { seed: 1, objective: logistic })).toThrow(InvalidData);
  });
});

describe('objectives', () => {
  it.each<[string, TrainingData, ParameterValues]>([
    ['softmax for numbers', numbers(binary), { objective: 'softmax' }],
    ['squared for classes', binary, { objective: 'squared' }],
    ['lambdarank without queries', numbers(binary), { objective: 'lambdarank' }],
    ['a quantile of 1.5', numbers(binary), { objective: 'quantile', alpha: 1.5 }],
    ['balanced numbers', numbers(binary), { classWeight: 'balanced' }],
    ['bagging with goss', binary, { sampling: 'goss', rowFraction: 0.5 }],
    ['goss of more than all rows', binary, { sampling: 'goss', topRate: 0.6, otherRate: 0.5 }],
    ['a monotone median', numbers(binary), { objective: 'absolute', monotone: { f000: 1 } }],
  ])('are refused with %s', (_, data, more) => {
    expect(() => boosted(data, more)).toThrow(InvalidParameters);
  });

  it('refuse targets that they have no likelihood for', () => {
    const data = numbers(binary);
    const first = (value: number): TrainingData => ({ ...data, y: data.y.with(0, value) });
    expect(() => boosted(first(-0.5), { objective: 'poisson' })).toThrow('target of row 0: expected a number from 0');
    expect(() => boosted(first(-0.5), { objective: 'tweedie' })).toThrow(InvalidData);
    expect(() => boosted(first(0), { objective: 'gamma' })).toThrow('a number above 0 for gamma');
  });

  it.each(['squared', 'absolute', 'quantile'])('%s does not see the scale of targets', (objective) => {
    const data = numbers(binary);
    const scaled = (factor: number): Float64Array =>
      boosted({ ...data, y: data.y.map((value) => value * factor) }, { objective }).predict(data.x);
    const plain = scaled(1);
    for (const factor of [2 ** 300, 2 ** -300]) expect(scaled(factor)).toEqual(plain.map((value) => value * factor));
  });

  it('balance classes as weights would', () => {
    const positives = binary.y.reduce((sum, label) => sum + label, 0);
    const weight = binary.y.map((label) => 800 / (2 * (label === 1 ? positives : 800 - positives)));
    const balanced = boosted(binary, { classWeight: 'balanced' });
    expect(balanced.weights).toEqual(boosted({ ...binary, weight }).weights);
  });

  it('give no trees to a class that no row has', () => {
    const fitted = boosted({ ...classes, classCount: 5 });
    expect(fitted.manifest.facts.trees).toBe(3 * 20);
    const scores = fitted.predict(classes.x);
    expect(scores.every((p, i) => i % 5 < 3 || p < 1e-9)).toBe(true);
  });
});
