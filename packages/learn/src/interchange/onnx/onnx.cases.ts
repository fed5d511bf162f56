import { randomStream } from '@tend/kernels';
import { columnOf, numericColumn, type Table, tableOf, takeRows, textColumn } from '@tend/table';
import type { EstimatorName, FeatureMatrix, Fitted, Task } from '../../estimator.ts';
import { assembleModel } from '../../model/assemble-model.ts';
import type { Model } from '../../model/model.ts';
import { openModel } from '../../model/open-model.ts';
import { applyRecipe } from '../../recipe/apply-recipe.ts';
import { fitRecipe } from '../../recipe/fit-recipe.ts';
import type { FittedRecipe } from '../../recipe/fitted-recipe.ts';
import { proposeRecipe } from '../../recipe/propose-recipe.ts';
import { caseFit, casePlan, caseTable, type StepCase } from '../../recipe/step.cases.ts';
import type { ImportedModel } from '../imported-model.ts';
import { parseLightgbmModel } from '../lightgbm/parse-lightgbm-model.ts';
import { parseXgboostModel } from '../xgboost/parse-xgboost-model.ts';
import { constructedFitted } from './constructed.cases.ts';
import { exportFittedToOnnx } from './export-fitted.ts';
import { exportImportedToOnnx } from './export-imported.ts';
import { exportModelToOnnx } from './export-model.ts';
import { exportRecipeToOnnx } from './export-recipe.ts';
import type { OnnxExport } from './onnx-export.ts';

/** An exported model, rows to put into it, and what it answers here. */
export interface OnnxCase {
  readonly name: string;
  readonly exported: OnnxExport;
  /** Row-major values of each input; null is NaN. */
  readonly inputs: Readonly<Record<string, readonly (number | string | null)[]>>;
  readonly expected: Float64Array;
}

export const caseRows = 1000;

/** A fitted estimator on the features of `constructed.cases.ts`, a tenth of them missing where it takes that. */
export function fittedCase(name: string, fitted: Fitted, x: FeatureMatrix): OnnxCase {
  const exported = exportFittedToOnnx(fitted);
  return { name, exported, inputs: { features: rowMajor(x) }, expected: fitted.predict(x) };
}

/** A family with its preparation, on raw columns of every kind; levels and dates among them that training never saw. */
export function modelCase(name: EstimatorName, task: Task): OnnxCase {
  const table = rawTable(caseRows + 400);
  const rows = Int32Array.from({ length: 400 }, (_, row) => row);
  const names = table.columns.map((column) => column.name);
  const ruleExpression = "kind == 'red' || speed > 60";
  const plan = proposeRecipe(table, rows, names, { for: name, ruleExpression });
  const { recipe } = fitRecipe(plan, table, rows);
  const fitted = constructedFitted(name, task, recipe.features);
  const model = modelOf(recipe, fitted);
  const exported = exportModelToOnnx(model);
  const tested = takeRows(
    table,
    Int32Array.from({ length: caseRows }, (_, row) => 400 + row),
  );
  const answers = applyRecipe(recipe, tested);
  const inputs = Object.fromEntries(
    exported.inputs.map((input) => [input.name, rawValues(tested, input.name) ?? featureValues(answers, input.name)]),
  );
  return {
    name: `${name} of ${task} with its recipe`,
    exported,
    inputs,
    expected: openModel(model.manifest, model.weights).predictTable(tested),
  };
}

const recipeRows = 150;

/** The features of one step, trained on some rows of the suite of all steps and asked for others too. */
export function recipeCase(stepCase: StepCase): OnnxCase {
  const table = caseTable(2 * recipeRows);
  const train = Int32Array.from({ length: recipeRows }, (_, row) => row);
  const { recipe } = fitRecipe(casePlan(stepCase), table, train, caseFit(stepCase, recipeRows));
  const exported = exportRecipeToOnnx(recipe);
  const tested = takeRows(
    table,
    Int32Array.from({ length: recipeRows }, (_, row) => 2 * row),
  );
  const answers = applyRecipe(recipe, tested);
  const inputs = Object.fromEntries(
    exported.inputs.map(({ name }) => [name, rawValues(tested, name) ?? featureValues(answers, name)]),
  );
  return {
    name: `the step ${JSON.stringify(stepCase)}`,
    exported,
    inputs,
    expected: Float64Array.from(rowMajor(answers), (value) => value ?? Number.NaN),
  };
}

function modelOf(recipe: FittedRecipe, fitted: Fitted): Model {
  if (fitted.task === 'binary') return assembleModel({ recipe, fitted, threshold: 0.4, positive: 'yes' });
  if (fitted.task !== 'multiclass') return assembleModel({ recipe, fitted });
  return assembleModel({ recipe, fitted, classes: ['one', 'two', 'größe 🐦'] });
}

function rawTable(rowCount: number): Table {
  const random = randomStream(9);
  const index = Array.from({ length: rowCount }, (_, row) => row);
  const missing = <T>(value: T): T | null => (random.uniform() < 0.1 ? null : value);
  const kinds = ['red', 'green', 'größe 🐦'];
  return tableOf([
    textColumn(
      'kind',
      index.map((row) => missing(row > 400 && row % 9 === 0 ? `new ${row}` : kinds[(row * 7) % 3]!)),
    ),
    numericColumn(
      'speed',
      'number',
      index.map((row) => missing(row > 400 && row % 50 === 0 ? (row % 100) * 1e40 - 1e41 : ((row * 53) % 97) + 0.1)),
    ),
    numericColumn(
      'count',
      'integer',
      index.map((row) => missing((row % 5) - (row > 400 ? 3 : 0))),
    ),
    numericColumn(
      'night',
      'boolean',
      index.map((row) => missing((row * 31) % 2)),
    ),
    numericColumn(
      'day',
      'date',
      index.map((row) => missing(row > 400 ? row * 1777 - 700_000 : row * 13 - 500)),
    ),
    numericColumn(
      'at',
      'instant',
      index.map((row) => missing(row > 400 ? row * 7_777_777_777 - 5e12 : row * 86_399_123)),
    ),
  ]);
}

function rawValues(table: Table, name: string): readonly (number | string | null)[] | undefined {
  if (name === 'row') return Array.from({ length: table.rowCount }, () => 0);
  if (!table.columns.some((column) => column.name === name)) return undefined;
  const column = columnOf(table, name);
  if (column.kind === 'text') return Array.from(column.codes, (code) => column.dictionary[code] ?? '');
  return Array.from(column.values, orNull);
}

function featureValues({ rowCount, features, values }: FeatureMatrix, name: string): readonly (number | null)[] {
  const f = features.findIndex((feature) => feature.name === name);
  return Array.from(values.subarray(f * rowCount, (f + 1) * rowCount), orNull);
}

/** A model of a reference file, on rows of float32 with categories that training never saw. */
export function importedCase(library: 'LightGBM' | 'XGBoost', name: string, text: string): OnnxCase {
  const model: ImportedModel = library === 'LightGBM' ? parseLightgbmModel(text) : parseXgboostModel(text);
  const random = randomStream(17);
  const { features } = model.manifest;
  const values = new Float32Array(features.length * caseRows).map((_, i) => {
    const feature = features[Math.floor(i / caseRows)]!.name;
    if (random.uniform() < 0.1) return Number.NaN;
    if (feature === 'kind') return random.integer(90);
    return random.uniform() < 0.2 ? 0 : 2 * random.normal();
  });
  const x = { rowCount: caseRows, features, values };
  const inputs = { features: rowMajor(x) };
  return { name: `${library} ${name}`, exported: exportImportedToOnnx(model), inputs, expected: model.predictAll(x) };
}

function rowMajor({ rowCount, features, values }: FeatureMatrix): readonly (number | null)[] {
  return Array.from({ length: values.length }, (_, i) =>
    orNull(values[(i % features.length) * rowCount + Math.floor(i / features.length)]!),
  );
}

/** JSON has neither NaN nor infinities: null, and numbers beyond all others. */
function orNull(value: number): number | null {
  if (Number.isNaN(value)) return null;
  return Number.isFinite(value) ? value : Math.sign(value) * Number.MAX_VALUE;
}
