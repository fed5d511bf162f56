import { compileExpression } from '@tend/table';
import { type FittedRecipe, type FittedStep, inputsOf } from './fitted-recipe.ts';
import { malformed, readChoice, readFlag, readList, readMap, readNumber, readObject, readText } from './read-json.ts';
import { readSchema } from './read-schema.ts';

/** A fitted recipe from stored JSON; MalformedModel for anything that `fitRecipe` could not have made. */
export function parseFittedRecipe(json: unknown, path = 'recipe'): FittedRecipe {
  const fields = readObject(json, path, ['format', 'steps']);
  const format = readChoice(fields.format, `${path}.format`, [1]);
  const steps = readList(fields.steps, `${path}.steps`, parseStep);
  const names = new Set<string>();
  const kinds = new Map<string, string>();
  for (const [index, step] of steps.entries()) {
    const at = `${path}.steps[${index}]`;
    for (const name of step.outputs) {
      if (names.has(name)) throw malformed(`${at}.outputs`, 'names of features that no other step makes', name);
      names.add(name);
    }
    for (const { name, kind } of inputsOf(step)) {
      if ((kinds.get(name) ?? kind) !== kind) throw malformed(at, `"${name}" of kind ${kinds.get(name)}`, kind);
      kinds.set(name, kind);
    }
  }
  return { format, steps };
}

function parseStep(json: unknown, path: string): FittedStep {
  const isObject = json !== null && typeof json === 'object' && 'type' in json;
  const types = ['number', 'oneHot', 'categories', 'dateParts', 'boolean', 'expression'] as const;
  switch (readChoice(isObject ? json.type : undefined, `${path}.type`, types)) {
    case 'number':
      return parseNumber(json, path);
    case 'oneHot':
      return parseOneHot(json, path);
    case 'categories':
      return parseCategories(json, path);
    case 'dateParts':
      return parseDateParts(json, path);
    case 'boolean':
      return parseBoolean(json, path);
    case 'expression':
      return parseExpression(json, path);
  }
}

const treatments = ['standardise', 'passThrough'] as const;

function parseNumber(json: unknown, path: string): FittedStep {
  const isPassed = json !== null && typeof json === 'object' && 'treatment' in json && json.treatment === 'passThrough';
  const scales = ['lower', 'upper', 'median', 'mean', 'deviation', 'hasMissing'];
  const fields = readObject(json, path, [
    'type',
    'column',
    'kind',
    'treatment',
    'outputs',
    ...(isPassed ? [] : scales),
  ]);
  const column = readText(fields.column, `${path}.column`);
  const kind = readChoice(fields.kind, `${path}.kind`, ['number', 'integer']);
  const treatment = readChoice(fields.treatment, `${path}.treatment`, treatments);
  if (treatment === 'passThrough')
    return { type: 'number', column, kind, treatment, outputs: readOutputs(fields.outputs, path, 1) };
  const [lower, upper, median, mean, deviation] = ['lower', 'upper', 'median', 'mean', 'deviation'].map((key) =>
    readNumber(fields[key], `${path}.${key}`),
  ) as [number, number, number, number, number];
  if (lower > upper) throw malformed(`${path}.upper`, `at least ${lower}`, upper);
  if (deviation <= 0) throw malformed(`${path}.deviation`, 'a number above 0', deviation);
  const hasMissing = readFlag(fields.hasMissing, `${path}.hasMissing`);
  const outputs = readOutputs(fields.outputs, path, hasMissing ? 2 : 1);
  return { type: 'number', column, kind, treatment, lower, upper, median, mean, deviation, hasMissing, outputs };
}

function parseOneHot(json: unknown, path: string): FittedStep {
  const fields = readObject(json, path, ['type', 'column', 'levels', 'hasOther', 'hasMissing', 'outputs']);
  const levels = readLevels(fields.levels, path);
  const hasOther = readFlag(fields.hasOther, `${path}.hasOther`);
  const hasMissing = readFlag(fields.hasMissing, `${path}.hasMissing`);
  const outputs = readOutputs(fields.outputs, path, levels.length + Number(hasOther) + Number(hasMissing));
  return {
    type: 'oneHot',
    column: readText(fields.column, `${path}.column`),
    levels,
    hasOther,
    hasMissing,
    outputs,
  };
}

function parseCategories(json: unknown, path: string): FittedStep {
  const fields = readObject(json, path, ['type', 'column', 'levels', 'hasOther', 'outputs']);
  return {
    type: 'categories',
    column: readText(fields.column, `${path}.column`),
    levels: readLevels(fields.levels, path),
    hasOther: readFlag(fields.hasOther, `${path}.hasOther`),
    outputs: readOutputs(fields.outputs, path, 1),
  };
}

function readLevels(value: unknown, path: string): readonly string[] {
  const levels = readList(value, `${path}.levels`, readText);
  if (new Set(levels).size !== levels.length) throw malformed(`${path}.levels`, 'distinct levels', levels);
  return levels;
}

function parseDateParts(json: unknown, path: string): FittedStep {
  const fields = readObject(json, path, ['type', 'column', 'kind', 'encoding', 'hasMissing', 'outputs']);
  const kind = readChoice(fields.kind, `${path}.kind`, ['date', 'instant']);
  const encoding = readChoice(fields.encoding, `${path}.encoding`, ['cyclic', 'ordinal']);
  const hasMissing = readFlag(fields.hasMissing, `${path}.hasMissing`);
  if (hasMissing && encoding === 'ordinal') throw malformed(`${path}.hasMissing`, 'false', hasMissing);
  const hourParts = kind === 'date' ? 0 : encoding === 'cyclic' ? 2 : 1;
  const width = (encoding === 'cyclic' ? 9 : 2) + hourParts + Number(hasMissing);
  const outputs = readOutputs(fields.outputs, path, width);
  return {
    type: 'dateParts',
    column: readText(fields.column, `${path}.column`),
    kind,
    encoding,
    hasMissing,
    outputs,
  };
}

function parseBoolean(json: unknown, path: string): FittedStep {
  const fields = readObject(json, path, ['type', 'column', 'treatment', 'share', 'hasMissing', 'outputs']);
  const treatment = readChoice(fields.treatment, `${path}.treatment`, treatments);
  const share = readNumber(fields.share, `${path}.share`);
  if (share < 0 || share > 1) throw malformed(`${path}.share`, 'a number from 0 to 1', share);
  const hasMissing = readFlag(fields.hasMissing, `${path}.hasMissing`);
  const outputs = readOutputs(fields.outputs, path, hasMissing ? 2 : 1);
  return {
    type: 'boolean',
    column: readText(fields.column, `${path}.column`),
    treatment,
    share,
    hasMissing,
    outputs,
  };
}

function parseExpression(json: unknown, path: string): FittedStep {
  const fields = readObject(json, path, ['type', 'expression', 'aliases', 'inputs', 'outputs']);
  const expression = readText(fields.expression, `${path}.expression`);
  const aliases = readMap(fields.aliases, `${path}.aliases`, readText);
  const inputs = readSchema(fields.inputs, `${path}.inputs`);
  try {
    compileExpression(expression, { aliases, columns: inputs });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw malformed(`${path}.expression`, 'an expression over its inputs', `${expression}: ${why}`);
  }
  return { type: 'expression', expression, aliases, inputs, outputs: readOutputs(fields.outputs, path, 1) };
}

function readOutputs(value: unknown, path: string, width: number): readonly string[] {
  const outputs = readList(value, `${path}.outputs`, readText);
  if (outputs.length !== width) throw malformed(`${path}.outputs`, `${width} names`, outputs.length);
  return outputs;
}
