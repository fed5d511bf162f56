import { canonicalJson } from '@tend/table';
import type { Feature, FittedManifest, FittedName, Task } from '../estimator.ts';
import { checkStoredTask } from '../estimators/check-stored-task.ts';
import { estimators } from '../estimators/registry.ts';
import { MalformedModel } from '../malformed-model.ts';
import type { ParameterValue } from '../parameters.ts';
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
import type { BinaryManifest, ModelManifest, MulticlassManifest } from './model.ts';

/**
 * A manifest from stored JSON; MalformedModel for anything malformed, and where inputs, recipe and estimator do not
 * belong together. What the estimator itself needs is checked when the model is opened.
 */
export function parseModelManifest(json: unknown): ModelManifest {
  const fields = readObject(json, 'manifest', ['format', 'inputs', 'recipe', 'fitted'], answerKeys);
  const format = readChoice(fields.format, 'manifest.format', [1]);
  const inputs = readSchema(fields.inputs, 'manifest.inputs');
  const recipe = parseFittedRecipe(fields.recipe, 'manifest.recipe');
  const fitted = parseFittedManifest(fields.fitted, 'manifest.fitted');
  expectSame('manifest.inputs', recipe.inputs, inputs);
  expectSame('manifest.fitted.features', recipe.features.map(place), fitted.features.map(place));
  return { format, inputs, recipe, fitted, ...readAnswers(fields, fitted) };
}

const answerKeys = ['threshold', 'positive', 'classes'] as const;
type Answers = Pick<BinaryManifest, 'threshold' | 'positive'> | Pick<MulticlassManifest, 'classes'> | object;

/** What the task of the estimator has its answers read by, and nothing of another task. */
function readAnswers(
  fields: Readonly<Record<string, unknown>>,
  { task = 'binary', classCount }: FittedManifest,
): Answers {
  const wanted: readonly string[] =
    task === 'binary' ? ['threshold', 'positive'] : task === 'multiclass' ? ['classes'] : [];
  for (const key of answerKeys)
    if (Object.hasOwn(fields, key) && !wanted.includes(key))
      throw new MalformedModel(`manifest.${key}`, `none for ${task}`, 'one');
  if (task === 'binary')
    return {
      threshold: readNumber(fields.threshold, 'manifest.threshold'),
      positive: readText(fields.positive, 'manifest.positive'),
    };
  if (task !== 'multiclass') return {};
  const classes = readList(fields.classes, 'manifest.classes', readText);
  if (classes.length !== classCount || new Set(classes).size !== classes.length)
    throw malformed('manifest.classes', `${classCount} different names`, classes);
  return { classes };
}

const estimatorNames = [...Object.keys(estimators), 'imported'] as readonly FittedName[];
const tasks: readonly Task[] = ['binary', 'regression', 'multiclass', 'ranking'];
/** As many as features have in a forest: the codes must be whole in float32. */
const maxCategories = 2 ** 24;

function parseFittedManifest(json: unknown, path: string): FittedManifest {
  const fields = readObject(json, path, ['estimator', 'parameters', 'features', 'facts'], ['task', 'classCount']);
  const { task, classCount } = fields;
  const manifest: FittedManifest = {
    estimator: readChoice(fields.estimator, `${path}.estimator`, estimatorNames),
    parameters: readMap(fields.parameters, `${path}.parameters`, readParameter),
    features: readList(fields.features, `${path}.features`, readFeature),
    facts: readMap(fields.facts, `${path}.facts`, readFact),
    ...(task !== undefined && { task: readChoice(task, `${path}.task`, tasks) }),
    ...(classCount !== undefined && { classCount: readCount(classCount, `${path}.classCount`) }),
  };
  // One content, one spelling: absent is how binary is written.
  if (task === 'binary') throw malformed(`${path}.task`, 'no task where it is binary', task);
  checkStoredTask(tasks, manifest);
  return manifest;
}

const readFeature: Read<Feature> = (json, path) => {
  const fields = readObject(json, path, ['name', 'source'], ['categories']);
  const { categories } = fields;
  return {
    name: readText(fields.name, `${path}.name`),
    source: readText(fields.source, `${path}.source`),
    ...(categories !== undefined && { categories: readCount(categories, `${path}.categories`) }),
  };
};

/** A recipe says where a feature comes from; that its values are codes only the estimator knows. */
function place({ name, source }: Feature): Feature {
  return { name, source };
}

const readCount: Read<number> = (value, path) => {
  if (!(Number.isInteger(value) && Number(value) >= 1 && Number(value) <= maxCategories))
    throw malformed(path, `a whole number from 1 to ${maxCategories}`, value);
  return Number(value);
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
