import { describe, expect, test } from 'vitest';
import { InvalidData } from '../estimators/invalid-data.ts';
import { loadFitted } from '../estimators/load-fitted.ts';
import { applyLink } from '../link.ts';
import { MalformedModel } from '../malformed-model.ts';
import { fittedOfImported } from './fitted-of-imported.ts';
import { largestDifference, matrixOf, rowOf } from './imported.cases.ts';
import type { ImportedModel } from './imported-model.ts';
import lightgbm from './lightgbm/lightgbm.reference.json' with { type: 'json' };
import { parseLightgbmModel } from './lightgbm/parse-lightgbm-model.ts';
import { parseXgboostModel } from './xgboost/parse-xgboost-model.ts';
import xgboost from './xgboost/xgboost.reference.json' with { type: 'json' };

const models: readonly (readonly [
  string,
  ImportedModel,
  { readonly rows: readonly (readonly (number | null)[])[] },
])[] = [
  ...lightgbm.cases.map(({ name, text }) => [`LightGBM ${name}`, parseLightgbmModel(text), lightgbm] as const),
  ...xgboost.cases.map(({ name, json }) => [`XGBoost ${name}`, parseXgboostModel(json), xgboost] as const),
];

/** The library answers with something else than the contract promises: the number of a class, log-odds. */
const answersOtherwise = [
  'XGBoost multi:softmax',
  'XGBoost binary:logitraw',
  'XGBoost binary:logitraw, base_score 0.3',
];

describe.each(models)('%s as a Fitted', (name, model, { rows }) => {
  const fitted = fittedOfImported(model);
  const names = name.startsWith('LightGBM') ? lightgbm.features : xgboost.features;
  const wide = matrixOf(names, rows.slice(0, 40));
  const x = { ...wide, values: Float32Array.from(wide.values) };
  const predictions = fitted.predict(x);

  test('predicts what the library does, a batch as its rows, and so it does when loaded again', () => {
    if (!answersOtherwise.includes(name)) expect(predictions).toEqual(model.predictAll(x));
    expect(predictions).toHaveLength(40 * fitted.outputs);
    const again = loadFitted(fitted.manifest, fitted.weights);
    const kindOf = ({ task, outputs, link }: typeof fitted): object => ({ task, outputs, link });
    expect(kindOf(again)).toEqual(kindOf(fitted));
    for (let row = 0; row < 40; row += 7) {
      const own = predictions.subarray(row * fitted.outputs, (row + 1) * fitted.outputs);
      const single = rowOf(x, row);
      expect(again.predict({ ...single, values: Float32Array.from(single.values) })).toEqual(own);
    }
  });

  test('explains each output on the margin that its link makes the prediction of', () => {
    if (model.forest.linear) {
      expect(() => fitted.explain(x, 0)).toThrow(InvalidData);
      return;
    }
    for (const row of [0, 11, 39]) {
      const margins = Array.from({ length: fitted.outputs }, (_, output) => {
        const { base, contributions, margin } = fitted.explain(x, row, output);
        const sum = contributions.reduce((total, value) => total + value, base);
        expect(Math.abs(sum - margin)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(margin)));
        return margin;
      });
      const expected = [...predictions.subarray(row * fitted.outputs, (row + 1) * fitted.outputs)];
      const linked = applyLink(fitted.link, 1, Float64Array.from(margins), fitted.outputs);
      expect(largestDifference(linked, expected)).toBeLessThan(1e-5);
    }
    expect(() => fitted.explain(x, 0, fitted.outputs)).toThrow(InvalidData);
  });
});

const named = (wanted: string): ImportedModel => models.find(([name]) => name === wanted)![1];

test('the task and what a row is given are told', () => {
  const told = ['LightGBM poisson', 'LightGBM multiclass', 'XGBoost survival:aft', 'XGBoost two targets'].map(
    (name) => {
      const { task, outputs, manifest } = fittedOfImported(named(name));
      return [name, task, outputs, manifest.task, manifest.classCount];
    },
  );
  expect(told).toEqual([
    ['LightGBM poisson', 'regression', 1, 'regression', undefined],
    ['LightGBM multiclass', 'multiclass', 3, 'multiclass', 3],
    ['XGBoost survival:aft', 'regression', 1, 'regression', undefined],
    ['XGBoost two targets', 'regression', 2, 'regression', undefined],
  ]);
  expect(fittedOfImported(named('LightGBM binary')).manifest).not.toHaveProperty('task');
});

test('the classes of multi:softmax have probabilities, the largest of which is the class it names', () => {
  const model = named('XGBoost multi:softmax');
  const { predict, outputs } = fittedOfImported(model);
  const wide = matrixOf(xgboost.features, xgboost.rows);
  const x = { ...wide, values: Float32Array.from(wide.values) };
  const shares = predict(x);
  for (const [row, label] of model.predictAll(x).entries()) {
    const own = shares.subarray(row * outputs, (row + 1) * outputs);
    expect(own.indexOf(Math.max(...own))).toBe(label);
    expect(own.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  }
});

test('a model of log-odds gives their probability', () => {
  const model = named('XGBoost binary:logitraw');
  const wide = matrixOf(xgboost.features, xgboost.rows);
  const x = { ...wide, values: Float32Array.from(wide.values) };
  const odds = model.predictAll(x);
  for (const [row, share] of fittedOfImported(model).predict(x).entries())
    expect(share).toBeCloseTo(1 / (1 + Math.exp(-odds[row]!)), 12);
});

test('a manifest that claims another task is refused', () => {
  const { manifest, weights } = named('LightGBM multiclass');
  const { task: _, classCount: __, ...none } = manifest;
  for (const claimed of [none, { ...none, task: 'regression' as const }, { ...manifest, classCount: 4 }])
    expect(() => loadFitted(claimed, weights)).toThrow(MalformedModel);
  const binary = named('LightGBM binary');
  const regression = { ...binary.manifest, task: 'regression' as const };
  expect(() => loadFitted(regression, binary.weights)).toThrow(MalformedModel);
});
