import { canonicalJson } from '@tend/table';
import type { Feature, FittedManifest, FittedName } from '../estimator.ts';
import type { ParameterValue } from '../parameters.ts';
import { recipeFeatures, recipeInputs } from '../recipe/fitted-recipe.ts';
import { parseFittedRecipe } from '../recipe/parse-fitted-recipe.ts';
import {
  malformed,
  type Read,
  readChoice,
  readList,
  readMap,
  readNumber,
  readObject,
  readText,
} from '../recipe/read-json.ts';
import { readSchema } from '../recipe/read-schema.ts';
import type { ModelManifest } from './model.ts';

/**
 * A manifest from stored JSON; MalformedModel for anything malformed, and where inputs, recipe and estimator do not
 * belong together. What the estimator itself needs is checked when the model is opened.
 */
export function parseModelManifest(json: unknown): ModelManifest {
  const keys = ['format', 'inputs', 'recipe', 'fitted', 'threshold', 'positive'];
  const fields = readObject(json, 'manifest', keys);
  const format = readChoice(fields.format, 'manifest.format', [1]);
  const inputs = readSchema(fields.inputs, 'manifest.inputs');
  const recipe = parseFittedRecipe(fields.recipe, 'manifest.recipe');
  const fitted = parseFittedManifest(fields.fitted, 'manifest.fitted');
  const threshold = readNumber(fields.threshold, 'manifest.threshold');
  const positive = readText(fields.positive, 'manifest.positive');
  expectSame('manifest.inputs', recipeInputs(recipe), inputs);
  expectSame('manifest.fitted.features', recipeFeatures(recipe), fitted.features);
  return { format, inputs, recipe, fitted, threshold, positive };
}

const estimatorNames: readonly FittedName[] = ['majority', 'rule', 'logistic', 'boostedTrees', 'imported'];

function parseFittedManifest(json: unknown, path: string): FittedManifest {
  const fields = readObject(json, path, ['estimator', 'parameters', 'features', 'facts']);
  return {
    estimator: readChoice(fields.estimator, `${path}.estimator`, estimatorNames),
    parameters: readMap(fields.parameters, `${path}.parameters`, readParameter),
    features: readList(fields.features, `${path}.features`, readFeature),
    facts: readMap(fields.facts, `${path}.facts`, readFact),
  };
}

const readFeature: Read<Feature> = (json, path) => {
  const fields = readObject(json, path, ['name', 'source']);
  return { name: readText(fields.name, `${path}.name`), source: readText(fields.source, `${path}.source`) };
};

const readScalar: Read<number | string> = (value, path) =>
  typeof value === 'string' ? readText(value, path) : readNumber(value, path);

const readParameter: Read<ParameterValue> = (value, path) => {
  if (Array.isArray(value)) return readList(value, path, (group, at) => readList(group, at, readText));
  if (typeof value !== 'object' || value === null) return readScalar(value, path);
  return readMap(value, path, (direction, at) => readChoice(direction, at, [1, -1]));
};

const readFact: Read<number | boolean | string> = (value, path) =>
  typeof value === 'boolean' ? value : readScalar(value, path);

function expectSame(path: string, expected: unknown, came: unknown): void {
  if (canonicalJson(expected) !== canonicalJson(came)) throw malformed(path, 'what its recipe says', came);
}
