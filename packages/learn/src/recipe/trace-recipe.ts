import type { FittedRecipe } from './fitted-recipe.ts';
import { malformed } from './read-json.ts';
import { type RecipeTrace, recipeTrace, type TracedColumn } from './recipe-trace.ts';
import { stepAdvice, stepNamed } from './step-registry.ts';

/** What a fitted recipe does with which column; MalformedModel, naming the place, where its steps do not fit together. */
export function traceRecipe(recipe: Pick<FittedRecipe, 'inputs' | 'steps'>, path = 'recipe'): RecipeTrace {
  const trace = recipeTrace();
  const inputNames = new Set(recipe.inputs.map(({ name }) => name));
  for (const column of recipe.inputs) trace.addInput(column);
  for (const [index, step] of recipe.steps.entries()) {
    const at = `${path}.steps[${index}]`;
    const definition = stepNamed(step.step);
    if (definition === undefined) throw malformed(`${at}.step`, stepAdvice(step.step), step.step);
    const isBare = step.inputs.length === 0 && definition.names === undefined;
    if (isBare || (definition.columns === 'each' && step.inputs.length !== 1))
      throw malformed(`${at}.inputs`, definition.columns === 'each' ? 'one column' : 'columns', step.inputs);
    const inputs = step.inputs.map((name, place) => {
      const number = trace.find(name);
      if (number === undefined) throw malformed(`${at}.inputs[${place}]`, 'a column known by then', name);
      return number;
    });
    const read = inputs.map((number) => trace.columns[number] as TracedColumn);
    for (const [place, { kind, name }] of read.entries())
      if (!definition.reads.includes(kind))
        throw malformed(
          `${at}.inputs[${place}]`,
          `a column of kind ${definition.reads.join(' or ')}`,
          `${name}: ${kind}`,
        );
    if (definition.looksBack === true)
      for (const [place, { name, isMade }] of read.entries())
        if (isMade) throw malformed(`${at}.inputs[${place}]`, 'a column of the table', `${name}, made by a step`);
    const learned = definition.parse(step.learned, `${at}.learned`, read);
    const width = definition.outputs(learned, read).length;
    if (width !== step.outputs.length) throw malformed(`${at}.outputs`, `${width} names`, step.outputs.length);
    for (const name of step.outputs) {
      const isReplaced = step.inputs.includes(name);
      if (!isReplaced && (inputNames.has(name) || trace.find(name) !== undefined))
        throw malformed(`${at}.outputs`, 'names of its inputs or that no other column has', name);
    }
    if (new Set(step.outputs).size !== width) throw malformed(`${at}.outputs`, 'different names', step.outputs);
    trace.addStep(definition, learned, inputs, step.outputs);
  }
  return trace;
}
