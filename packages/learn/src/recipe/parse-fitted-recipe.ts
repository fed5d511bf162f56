import { canonicalJson } from '@tend/table';
import type { Feature } from '../estimator.ts';
import { canonicalOrder } from './canonical-order.ts';
import type { FittedRecipe, FittedStep } from './fitted-recipe.ts';
import { malformed, type Read, readChoice, readList, readNumber, readObject, readText } from './read-json.ts';
import { readSchema } from './read-schema.ts';
import { traceRecipe } from './trace-recipe.ts';

/** A fitted recipe from stored JSON; MalformedModel for anything that `fitRecipe` could not have made. */
export function parseFittedRecipe(json: unknown, path = 'recipe'): FittedRecipe {
  const fields = readObject(json, path, ['format', 'inputs', 'steps', 'features']);
  const format = readChoice(fields.format, `${path}.format`, [2]);
  const inputs = readSchema(fields.inputs, `${path}.inputs`);
  const steps = readList(fields.steps, `${path}.steps`, readStep);
  const features = readList(fields.features, `${path}.features`, readFeature);
  const trace = traceRecipe({ inputs, steps }, path);
  for (const [place, { name }] of inputs.entries()) {
    if (place > 0 && canonicalOrder(inputs[place - 1]?.name ?? '', name) >= 0)
      throw malformed(`${path}.inputs[${place}]`, 'columns in canonical order', name);
    if (!trace.steps.some((step) => step.inputs.includes(place)))
      throw malformed(`${path}.inputs[${place}]`, 'a column that a step reads', name);
  }
  const made = trace.features().map(({ column: _, ...feature }) => feature);
  if (canonicalJson(made) !== canonicalJson(features))
    throw malformed(`${path}.features`, 'what its steps make', features);
  return { format, inputs, steps: steps.map((step, s) => ({ ...step, learned: trace.steps[s]?.learned })), features };
}

const readStep: Read<FittedStep> = (json, path) => {
  const fields = readObject(json, path, ['step', 'inputs', 'outputs', 'learned']);
  return {
    step: readText(fields.step, `${path}.step`),
    inputs: readList(fields.inputs, `${path}.inputs`, readText),
    outputs: readList(fields.outputs, `${path}.outputs`, readText),
    learned: fields.learned,
  };
};

const readFeature: Read<Feature> = (json, path) => {
  const fields = readObject(json, path, ['name', 'source'], ['categories']);
  return {
    name: readText(fields.name, `${path}.name`),
    source: readText(fields.source, `${path}.source`),
    ...(fields.categories !== undefined && { categories: readNumber(fields.categories, `${path}.categories`) }),
  };
};
