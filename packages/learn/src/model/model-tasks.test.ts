import { canonicalJson, numericColumn, type Row, tableFromRows, tableOf, textColumn } from '@tend/table';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EstimatorName, Fitted, Task } from '../estimator.ts';
import { fit } from '../estimators/fit.ts';
import { estimators } from '../estimators/registry.ts';
import lightgbm from '../interchange/lightgbm/lightgbm.reference.json' with { type: 'json' };
import { parseLightgbmModel } from '../interchange/lightgbm/parse-lightgbm-model.ts';
import { parseXgboostModel } from '../interchange/xgboost/parse-xgboost-model.ts';
import xgboost from '../interchange/xgboost/xgboost.reference.json' with { type: 'json' };
import { loadModel } from '../load-model.ts';
import { MalformedModel } from '../malformed-model.ts';
import { applyRecipe } from '../recipe/apply-recipe.ts';
import { fitRecipe } from '../recipe/fit-recipe.ts';
import type { FittedRecipe } from '../recipe/fitted-recipe.ts';
import { proposeRecipe } from '../recipe/propose-recipe.ts';
import { assembleModel } from './assemble-model.ts';
import { encodeModel } from './encode-model.ts';
import type { Model } from './model.ts';
import { openBinaryModel } from './open-binary-model.ts';
import { openModel } from './open-model.ts';
import { parseModelManifest } from './parse-model-manifest.ts';

const index = Array.from({ length: 120 }, (_, row) => row);
const table = tableOf([
  textColumn(
    'kind',
    index.map((row) => (row % 13 === 0 ? null : ['red', 'green', 'größe 🐦'][(row * 7) % 3]!)),
  ),
  numericColumn(
    'speed',
    'number',
    index.map((row) => (row % 11 === 0 ? null : ((row * 53) % 97) + 0.25)),
  ),
]);
const all = Int32Array.from(index);
const classes = ['__proto__', 'zwei', '3'];

/** Targets of each task that the columns tell something of. */
const targets: Readonly<Record<Task, (row: number) => number>> = {
  binary: (row) => Number((row * 53) % 97 > 40),
  regression: (row) => ((row * 53) % 97) * 1.5 - 20,
  multiclass: (row) => (row * 7) % 3,
  ranking: (row) => row % 4,
};

function trained(name: EstimatorName, task: Task): Model {
  const source =
    name === 'seasonalNaive' ? tableOf([numericColumn('period', 'integer', Float64Array.from(index))]) : table;
  const plan = proposeRecipe(table, all, ['kind', 'speed'], { for: name, ruleExpression: 'speed > 60' });
  const recipe = name === 'seasonalNaive' ? passThrough('integer', ['period']) : fitRecipe(plan, table, all).recipe;
  const data = {
    x: applyRecipe(recipe, source),
    y: Float64Array.from(index, targets[task]),
    ...(task !== 'binary' && { task }),
    ...(task === 'multiclass' && { classCount: classes.length }),
    ...(task === 'ranking' && { query: Int32Array.from(index, (row) => Math.floor(row / 10)) }),
  };
  return modelOf(recipe, fit(name, {}, data, { seed: 7 }));
}

function passThrough(kind: 'number' | 'integer', columns: readonly string[]): FittedRecipe {
  const steps = columns.map((column) => ({ step: 'passThrough', inputs: [column], outputs: [column], learned: {} }));
  const inputs = columns.map((name) => ({ name, kind }));
  return { format: 2, inputs, steps, features: columns.map((name) => ({ name, source: name })) };
}

function modelOf(recipe: FittedRecipe, fitted: Pick<Fitted, 'manifest' | 'weights'>): Model {
  const { task = 'binary', classCount = 0 } = fitted.manifest;
  if (task === 'binary') return assembleModel({ recipe, fitted, threshold: 0.4, positive: 'yes' });
  if (task !== 'multiclass') return assembleModel({ recipe, fitted });
  return assembleModel({ recipe, fitted, classes: [...classes, 'four', 'five'].slice(0, classCount) });
}

/** Another library's model behind a recipe that passes its columns through. */
function imported(library: 'lightgbm' | 'xgboost', name: string): Model {
  const model =
    library === 'lightgbm'
      ? parseLightgbmModel(lightgbm.cases.find((one) => one.name === name)!.text)
      : parseXgboostModel(xgboost.cases.find((one) => one.name === name)!.json);
  const recipe = passThrough(
    'number',
    model.manifest.features.map(({ name: column }) => column),
  );
  return modelOf(recipe, model);
}

const models: readonly (readonly [string, Model])[] = [
  ...Object.values(estimators).flatMap(({ name, tasks }) =>
    tasks.map((task) => [`${name} of ${task}`, trained(name, task)] as const),
  ),
  ...['regression sqrt', 'poisson', 'binary', 'cross_entropy_lambda', 'multiclass', 'multiclassova', 'lambdarank'].map(
    (name) => [`LightGBM's ${name}`, imported('lightgbm', name)] as const,
  ),
  ...['survival:cox', 'survival:aft', 'multi:softmax', 'binary:logitraw', 'binary:hinge', 'rank:ndcg'].map(
    (name) => [`XGBoost's ${name}`, imported('xgboost', name)] as const,
  ),
];

describe.each(models)('a stored model: %s', (_, model) => {
  const open = openModel(model.manifest, model.weights);
  const loaded = loadModel(encodeModel(model));
  const cells: Record<string, fc.Arbitrary<string | number | null>> = Object.fromEntries(
    open.inputs.map(({ name, kind }) => [
      name,
      kind === 'text'
        ? fc.constantFrom('red', 'größe 🐦', 'unseen', null)
        : kind === 'integer'
          ? fc.integer({ min: 0, max: 300 })
          : fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
    ]),
  );
  const rows: fc.Arbitrary<readonly Row[]> = fc.array(fc.record(cells), { minLength: 1, maxLength: 5 });

  test('answers a row as in a batch, to the last bit, also after its bytes were stored', () => {
    expect(open.task).toBe(loaded.task);
    fc.assert(
      fc.property(rows, (some) => {
        const batch = open.predictTable({ ...tableFromRows(open.inputs, some).table, rowCount: some.length });
        for (const [i, row] of some.entries()) {
          const own = batch.subarray(i * open.outputs, (i + 1) * open.outputs);
          expect(open.predictRow(row)).toEqual(own);
          expect(own.every(Number.isFinite)).toBe(true);
          if (loaded.task === 'binary') {
            expect(loaded.predict(row)).toEqual({ probability: own[0], isPositive: own[0]! >= 0.4 });
          } else if (loaded.task === 'multiclass') {
            const { label, probabilities } = loaded.predict(row);
            expect(loaded.classes.map((name) => probabilities[name])).toEqual([...own]);
            expect(loaded.classes.indexOf(label)).toBe(own.indexOf(Math.max(...own)));
          } else expect(loaded.predict(row)).toBe(own[0]);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('explains every output of a row by its columns', () => {
    const row: Row = Object.fromEntries(
      open.inputs.map(({ name, kind }) => [name, kind === 'text' ? 'red' : kind === 'integer' ? 7 : 1.5]),
    );
    for (let output = 0; output < open.outputs; output++) {
      const { base, items, margin } = open.explainRow(row, output);
      const sum = items.reduce((total, { contribution }) => total + contribution, base);
      expect(Math.abs(sum - margin)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(margin)));
      expect(new Set(items.map(({ source }) => source)).size).toBe(items.length);
    }
    if (loaded.task !== 'multiclass') return;
    for (const [place, name] of loaded.classes.entries())
      expect(loaded.explain(row, name)).toEqual(open.explainRow(row, place));
    expect(loaded.explain(row)).toEqual(loaded.explain(row, loaded.predict(row).label));
    expect(() => loaded.explain(row, 'no class')).toThrow(RangeError);
  });

  test('is refused where a model of another task is asked for', () => {
    const bytes = encodeModel(model);
    const others = ['binary', 'multiclass', 'regression', 'ranking'].filter((task) => task !== open.task);
    for (const task of others) expect(() => loadModel(bytes, task as 'binary')).toThrow(MalformedModel);
    if (open.task === 'binary') expect(openBinaryModel(model.manifest, model.weights).inputs).toEqual(open.inputs);
    else expect(() => openBinaryModel(model.manifest, model.weights)).toThrow(`came one of ${open.task}`);
  });
});

const modelNamed = (wanted: string): Model => models.find(([name]) => name === wanted)![1];

describe('a malformed manifest', () => {
  const { manifest: number } = modelNamed('linear of regression');
  const { manifest: multi } = modelNamed('logistic of multiclass');
  const { manifest: binary } = modelNamed('logistic of binary');
  const feature = number.fitted.features[0]!;
  const withFitted = (changes: object): object => ({ ...number, fitted: { ...number.fitted, ...changes } });

  test.each([
    ['a threshold of regression', { ...number, threshold: 0.5, positive: 'yes' }, 'none for regression'],
    ['classes of regression', { ...number, classes: [] }, 'none for regression'],
    ['a threshold of classes', { ...multi, threshold: 0.5 }, 'none for multiclass'],
    ['classes of yes or no', { ...binary, classes }, 'none for binary'],
    ['classes that are missing', { ...multi, classes: undefined }, 'manifest.classes'],
    ['too few classes', { ...multi, classes: classes.slice(1) }, '3 different names'],
    ['a class twice', { ...multi, classes: ['a', 'b', 'a'] }, '3 different names'],
    ['a class that is no text', { ...multi, classes: ['a', 'b', 3] }, 'manifest.classes[2]'],
    ['no threshold', { ...binary, threshold: undefined }, 'manifest.threshold'],
    ['binary spelt out', { ...binary, fitted: { ...binary.fitted, task: 'binary' } }, 'manifest.fitted.task'],
    ['a task that is none', withFitted({ task: 'survival' }), 'manifest.fitted.task'],
    ['classes counted for a number', withFitted({ classCount: 3 }), 'classCount'],
    ['an estimator that is none', withFitted({ estimator: 'crystalBall' }), 'manifest.fitted.estimator'],
    ['half a category', withFitted({ features: [{ ...feature, categories: 1.5 }] }), 'categories'],
    ['no category', withFitted({ features: [{ ...feature, categories: 0 }] }), 'categories'],
    ['an unknown key of a feature', withFitted({ features: [{ ...feature, code: 1 }] }), 'only the keys'],
  ])('%s is refused', (_, manifest, why) => {
    const stored: unknown = JSON.parse(JSON.stringify(manifest));
    expect(() => parseModelManifest(stored)).toThrow(MalformedModel);
    expect(() => parseModelManifest(stored)).toThrow(why);
  });

  test('a feature may carry the number of its categories, which its recipe does not know', () => {
    const features = number.fitted.features.map((one) => ({ ...one, categories: 12 }));
    const stored: unknown = JSON.parse(canonicalJson(withFitted({ features })));
    expect(parseModelManifest(stored).fitted.features).toEqual(features);
  });

  test('weights of another task are refused when the model is opened', () => {
    const { weights } = modelNamed('linear of regression');
    expect(() => openModel(multi, weights)).toThrow(MalformedModel);
    const { manifest, weights: trees } = modelNamed("LightGBM's multiclass");
    expect(() => openModel(manifest, trees)).not.toThrow();
    const { task: _, classCount: __, ...fitted } = manifest.fitted;
    const claimed = { ...manifest, fitted, threshold: 0.5, positive: 'yes' };
    const { classes: ___, ...asBinary } = claimed as typeof claimed & { classes: unknown };
    expect(() => openModel(asBinary, trees)).toThrow('multiclass');
  });

  test('several targets are a fitted model, but no stored one', () => {
    const { manifest, weights } = imported('xgboost', 'two targets');
    expect(() => openModel(manifest, weights)).toThrow('one number a row');
  });

  test('the parts of a model must be those of its task', () => {
    const { recipe, fitted } = number;
    const { weights } = modelNamed('linear of regression');
    const parts = { recipe, fitted: { manifest: fitted, weights } };
    expect(() => assembleModel({ ...parts, threshold: 0.5, positive: 'yes' })).toThrow(RangeError);
    expect(() => assembleModel({ ...parts, classes })).toThrow(RangeError);
    const three = { recipe: multi.recipe, fitted: { manifest: multi.fitted, weights } };
    expect(() => assembleModel({ ...three, classes: ['a'] })).toThrow(RangeError);
    expect(() => assembleModel(three)).toThrow('names');
    expect(() => assembleModel({ recipe, fitted: { manifest: binary.fitted, weights } })).toThrow('threshold');
  });
});
