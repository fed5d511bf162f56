import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { assembleModel } from '../../model/assemble-model.ts';
import { fitRecipe } from '../../recipe/fit-recipe.ts';
import { caseFit, casePlan, caseTable, type StepCase, stepCases } from '../../recipe/step.cases.ts';
import { steps } from '../../recipe/step-registry.ts';
import { fittedOfImported } from '../fitted-of-imported.ts';
import lightgbm from '../lightgbm/lightgbm.reference.json' with { type: 'json' };
import { parseLightgbmModel } from '../lightgbm/parse-lightgbm-model.ts';
import { parseXgboostModel } from '../xgboost/parse-xgboost-model.ts';
import xgboost from '../xgboost/xgboost.reference.json' with { type: 'json' };
import { constructedAnswers, constructedFitted, constructedRows } from './constructed.cases.ts';
import { exportImportedToOnnx } from './export-imported.ts';
import { exportModelToOnnx } from './export-model.ts';
import { exportRecipeToOnnx } from './export-recipe.ts';
import { caseRows, fittedCase, importedCase, modelCase, type OnnxCase, recipeCase } from './onnx.cases.ts';
import reference from './onnx.reference.json' with { type: 'json' };
import { protobufWriter } from './protobuf-writer.ts';
import { UnsupportedExport } from './unsupported-export.ts';

const lightgbmNames = [
  ...['regression', 'regression sqrt', 'poisson', 'binary', 'cross_entropy_lambda', 'multiclass', 'multiclassova'],
  ...['one-hot categories', 'missing none', 'missing zero', 'rf', 'constant', 'gamma', 'lambdarank'],
];
const xgboostNames = [
  ...['reg:squarederror', 'binary:logistic', 'binary:hinge', 'multi:softmax', 'multi:softprob', 'count:poisson'],
  ...['partitioned categories', 'dart', '100 rounds', 'constant', 'survival:cox', 'survival:aft', 'rank:ndcg'],
  ...['two targets', 'reg:quantileerror of three'],
];

const complete = constructedRows(caseRows, 'complete');
const gaps = constructedRows(caseRows, 'with gaps');
const answers = constructedAnswers(caseRows);
const families = [
  ...(['binary', 'multiclass'] as const).flatMap((task) => [
    { name: 'majority', task, x: gaps } as const,
    { name: 'logistic', task, x: complete } as const,
  ]),
  { name: 'mostFrequent', task: 'multiclass', x: gaps },
  { name: 'mean', task: 'regression', x: gaps },
  { name: 'median', task: 'regression', x: gaps },
  { name: 'quantile', task: 'regression', x: gaps },
  { name: 'rule', task: 'binary', x: answers },
  { name: 'linear', task: 'regression', x: complete },
  { name: 'boostedTrees', task: 'binary', x: gaps },
  { name: 'boostedTrees', task: 'regression', x: gaps },
  { name: 'boostedTrees', task: 'regression', x: gaps, link: 'exponential' },
  { name: 'boostedTrees', task: 'multiclass', x: gaps },
  { name: 'boostedTrees', task: 'ranking', x: gaps },
  { name: 'randomForest', task: 'binary', x: gaps, link: 'identity' },
  { name: 'randomForest', task: 'multiclass', x: gaps, link: 'identity' },
  { name: 'extraTrees', task: 'regression', x: gaps },
] as const;

const classes = fittedOfImported(parseXgboostModel(xgboost.cases.find((one) => one.name === 'multi:softmax')!.json));
const passable = constructedRows(caseRows, 'with gaps', classes.manifest.features);

/** Steps that standard operators cannot say. */
const unsaid = ['hash', 'hashNGrams', 'nGrams', 'textFacts', 'lag', 'rolling'];

/** Steps behind others: filled texts are one with their levels, features of one node are taken apart. */
const chains: readonly StepCase[] = [
  {
    step: 'oneHot',
    columns: ['size'],
    before: [
      { step: 'impute', columns: ['size'], parameters: { strategy: 'mostFrequent' }, reason: 'no missing text' },
      { step: 'rareLevels', columns: ['size'], parameters: { minCount: 5 }, reason: 'nor a rare one' },
    ],
  },
  {
    step: 'targetEncode',
    columns: ['size'],
    before: [{ step: 'impute', columns: ['size'], parameters: { strategy: 'constant' }, reason: 'an unseen text' }],
  },
  {
    step: 'interact',
    columns: ['day month sine', 'speed from 10'],
    parameters: { operation: 'ratio' },
    before: [
      { step: 'dateParts', columns: ['day'], parameters: { parts: ['month'], form: 'cycle' }, reason: 'a sine' },
      {
        step: 'bin',
        columns: ['speed'],
        parameters: { strategy: 'given', cuts: [10], form: 'oneHot' },
        reason: 'zeros to divide by',
      },
    ],
  },
];

const cases: readonly OnnxCase[] = [
  ...families.map(({ name, task, x, ...rest }) => {
    const link = 'link' in rest ? rest.link : undefined;
    const fitted = constructedFitted(name, task, x.features, link);
    return fittedCase(`${name} of ${task}${link ? `, ${link}` : ''}`, fitted, x);
  }),
  ...(['majority', 'rule', 'logistic', 'boostedTrees'] as const).map((name) => modelCase(name, 'binary')),
  fittedCase('the probabilities of multi:softmax', classes, passable),
  modelCase('linear', 'regression'),
  modelCase('logistic', 'multiclass'),
  ...lightgbmNames.map((name) => importedCase('LightGBM', name, lightgbm.cases.find((one) => one.name === name)!.text)),
  ...xgboostNames.map((name) => importedCase('XGBoost', name, xgboost.cases.find((one) => one.name === name)!.json)),
  // Texts alone are no features: a chain has the rare levels.
  ...stepCases.filter(({ step }) => !unsaid.includes(step) && step !== 'rareLevels').map(recipeCase),
  ...chains.map(recipeCase),
];

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

// What onnxruntime answers is stored with the digest of the file it ran: see `command` in the reference.
const folder = process.env.TEND_ONNX_CASES;
if (folder !== undefined) {
  mkdirSync(folder, { recursive: true });
  for (const [index, { name, exported, inputs }] of cases.entries()) {
    writeFileSync(join(folder, `${index}.onnx`), exported.bytes);
    writeFileSync(join(folder, `${index}.json`), JSON.stringify({ name, inputs, ports: exported.inputs }));
  }
}

/** `predictions` is base64 of little-endian float32, row-major. */
const stored: Readonly<Record<string, { readonly sha256: string; readonly predictions: string }>> = reference.cases;

function floatsOf(base64: string): readonly number[] {
  const bytes = Buffer.from(base64, 'base64');
  return Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readFloatLE(4 * i));
}

describe.each(cases.map((one) => [one.name, one] as const))('ONNX of %s', (name, { exported, expected }) => {
  test('agrees with onnxruntime on all its rows', () => {
    const { sha256, predictions: base64 } = stored[name]!;
    const predictions = floatsOf(base64);
    expect(digestOf(exported.bytes), 'the file has changed: make the reference again').toBe(sha256);
    expect(predictions.length).toBeGreaterThan(0);
    expect(predictions.length % exported.output.width).toBe(0);
    expect(predictions.map(Number.isNaN)).toEqual(Array.from(expected, Number.isNaN));
    // Sums of float32 against ours, relative to the size of the answer.
    const differences = predictions.map((value, i) => Math.abs(value - expected[i]!) / Math.max(1, Math.abs(value)));
    expect(Math.max(...differences.filter((difference) => !Number.isNaN(difference)))).toBeLessThan(1e-6);
  });
});

test.each(unsaid)('the step %s is refused, with what to do', (step) => {
  const stepCase = stepCases.find((one) => one.step === step)!;
  const table = caseTable();
  const rows = Int32Array.from({ length: table.rowCount }, (_, row) => row);
  const { recipe } = fitRecipe(casePlan(stepCase), table, rows, caseFit(stepCase, table.rowCount));
  const refused = (run: () => unknown): void => {
    expect(run).toThrow(UnsupportedExport);
    expect(run).toThrow(new RegExp(`the step ${step} of .*leave the step out of the recipe`));
  };
  refused(() => exportRecipeToOnnx(recipe));
  const fitted = constructedFitted('linear', 'regression', recipe.features);
  refused(() => exportModelToOnnx(assembleModel({ recipe, fitted })));
});

test('every step is exported or refused', () => {
  const exported = new Set(stepCases.map(({ step }) => step).filter((step) => !unsaid.includes(step)));
  expect(exported.size + unsaid.length).toBe(steps.length);
});

test('a recipe without features is refused', () => {
  const steps = [{ step: 'rareLevels', columns: ['size'], reason: '' }];
  const table = caseTable();
  const { recipe } = fitRecipe({ for: 'linear', steps, dropped: [] }, table, Int32Array.of(0, 1, 2, 3));
  expect(() => exportRecipeToOnnx(recipe)).toThrow('it has no features');
});

test('linear leaves are refused', () => {
  const { text } = lightgbm.cases.find((one) => one.name === 'linear_tree')!;
  expect(() => exportImportedToOnnx(parseLightgbmModel(text))).toThrow(UnsupportedExport);
});

test('protocol buffers are written as their documentation shows', () => {
  const inner = protobufWriter();
  inner.integer(1, 150);
  const outer = protobufWriter();
  outer.message(3, inner);
  outer.text(2, 'testing');
  outer.integers(6, [3, 270, 86942]);
  outer.integer(1, -2);
  outer.float(5, 1);
  const hex = Buffer.from(outer.finish()).toString('hex');
  expect(hex).toBe('1a03089601120774657374696e673206038e029ea70508feffffffffffffffff012d0000803f');
  expect(() => inner.integer(1, 0.5)).toThrow(RangeError);
});
