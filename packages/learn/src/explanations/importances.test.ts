import { expect, it, test } from 'vitest';
import { fit } from '../estimators/fit.ts';
import { InvalidData } from '../estimators/invalid-data.ts';
import { featuresNamed, syntheticData } from '../estimators/synthetic-data.cases.ts';
import { largestDifference } from '../interchange/imported.cases.ts';
import { parseLightgbmModel } from '../interchange/lightgbm/parse-lightgbm-model.ts';
import { loadImported } from '../interchange/load-imported.ts';
import { parseXgboostModel } from '../interchange/xgboost/parse-xgboost-model.ts';
import reference from './explanations.reference.json' with { type: 'json' };
import { importances } from './importances.ts';
import { permutationImportance } from './permutation-importance.ts';

it.each(reference.cases)('LightGBM $name: its gains and splits', ({ model: text, gain, split }) => {
  const parsed = parseLightgbmModel(text);
  const order = parsed.manifest.features.map(({ name }) => reference.features.indexOf(name));
  for (const model of [parsed, loadImported(parsed.manifest, parsed.weights)]) {
    // The text has six digits of a gain.
    expect(
      largestDifference(
        importances(model, 'gain'),
        order.map((f) => gain[f]!),
      ),
    ).toBeLessThan(1e-5);
    expect([...importances(model, 'split')]).toEqual(order.map((f) => split[f]!));
  }
});

it('XGBoost: its total gains and weights', () => {
  const { model: json, gain, split } = reference.xgboost;
  const model = parseXgboostModel(json);
  const order = model.manifest.features.map(({ name }) => reference.features.indexOf(name));
  expect(
    largestDifference(
      importances(model, 'gain'),
      order.map((f) => gain[f]!),
    ),
  ).toBeLessThan(1e-6);
  expect([...importances(model, 'split')]).toEqual(order.map((f) => split[f]!));
  const unknown = parseXgboostModel(json.replaceAll(/"loss_changes":\[[^\]]*\],/g, ''));
  expect(() => importances(unknown, 'gain')).toThrow(InvalidData);
});

test('boosted trees know the gains of their splits; a family without trees has none', () => {
  const data = syntheticData(500, 2, 0);
  const trees = fit('boostedTrees', { trees: 10 }, data, { seed: 1 });
  const gain = importances(trees, 'gain');
  // The first feature has the largest effect, the last four none.
  expect(gain.indexOf(Math.max(...gain))).toBe(0);
  expect(importances(trees, 'split').reduce((a, b) => a + b)).toBe(trees.forest!.feature.length);
  expect(() => importances(fit('logistic', {}, data, { seed: 1 }), 'split')).toThrow(InvalidData);
});

const { x: rows, y, mean, sd } = reference.permutation;
const data = {
  x: {
    rowCount: rows.length,
    features: featuresNamed(4),
    values: Float32Array.from(
      { length: 4 * rows.length },
      (_, at) => rows[at % rows.length]![Math.floor(at / rows.length)]!,
    ),
  },
  y: Float64Array.from(y),
  task: 'regression' as const,
};
const target = y.reduce((a, b) => a + b) / y.length;
const r2 = (predictions: Float64Array): number => {
  const squares = (of: (row: number) => number): number =>
    y.reduce((sum, value, row) => sum + (value - of(row)) ** 2, 0);
  return 1 - squares((row) => predictions[row]!) / squares(() => target);
};

test('permutation importance agrees with scikit-learn within the error of its permutations', () => {
  const fitted = fit('linear', { l2: 0 }, data, { seed: 1 });
  const repetitions = 400;
  const found = permutationImportance(fitted, data.x, r2, { repetitions, seed: 3 });
  for (const [f, own] of found.entries()) {
    expect(Math.abs(own.mean - mean[f]!)).toBeLessThan(4 * sd[f]! * Math.sqrt(2 / repetitions) + 1e-12);
    expect(own.sd / sd[f]!).toBeGreaterThan(0.8);
    expect(own.sd / sd[f]!).toBeLessThan(1.25);
  }
  expect(permutationImportance(fitted, data.x, r2, { seed: 3 })).toEqual(
    permutationImportance(fitted, data.x, r2, { seed: 3 }),
  );
});

test('features of one source are permuted together', () => {
  const features = featuresNamed(4).map(({ name }, f) => ({ name, source: f < 2 ? 'pair' : name }));
  const fitted = fit('linear', { l2: 0 }, { ...data, x: { ...data.x, features } }, { seed: 1 });
  const found = permutationImportance(fitted, data.x, r2, { by: 'source', repetitions: 50 });
  expect(found.map(({ name }) => name)).toEqual(['pair', 'f002', 'f003']);
  expect(found[0]!.mean).toBeGreaterThan(1.5);
  expect(() => permutationImportance(fitted, data.x, r2, { repetitions: 0 })).toThrow(InvalidData);
});
