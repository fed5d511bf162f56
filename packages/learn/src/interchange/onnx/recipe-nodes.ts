import type {
  FittedBoolean,
  FittedCategories,
  FittedNumber,
  FittedOneHot,
  FittedRecipe,
  FittedStep,
} from '../../recipe/fitted-recipe.ts';
import { recipeFeatures } from '../../recipe/fitted-recipe.ts';
import { outputPositions } from '../../recipe/output-positions.ts';
import { datePartNodes } from './date-part-nodes.ts';
import { type NumberNodes, numberNodes } from './number-nodes.ts';
import type { OnnxInput } from './onnx-export.ts';
import type { OnnxGraph } from './onnx-graph.ts';
import { UnsupportedExport } from './unsupported-export.ts';

export interface RecipeNodes {
  /** rows x features of float32, in canonical order. */
  readonly features: string;
  readonly inputs: readonly OnnxInput[];
}

/**
 * A fitted recipe as operators: each raw column is an input of its own. What an expression answers is an input too, 1, 0 or
 * NaN: ONNX has no such expressions. UnsupportedExport where a text column has the empty text as a level.
 */
export function recipeNodes(graph: OnnxGraph, recipe: FittedRecipe): RecipeNodes {
  const inputs = new Map<string, OnnxInput>();
  const read = (input: OnnxInput): string => {
    if (!inputs.has(input.name)) graph.input(input);
    inputs.set(input.name, input);
    return input.name;
  };
  const canonical = recipeFeatures(recipe);
  const positions = outputPositions(recipe, canonical);
  const parts: string[] = [];
  const placeOf = new Array<number>(canonical.length).fill(0);
  let made = 0;
  for (const [index, step] of recipe.steps.entries()) {
    parts.push(stepNodes(graph, step, read));
    for (const place of positions[index] ?? []) placeOf[place] = made++;
  }
  if (parts.length === 0) return { features: read(rowInput), inputs: [...inputs.values()] };
  const all = graph.node('Concat', parts, { axis: { kind: 'int', value: 1 } });
  const order = graph.constant({ type: 'int64', shape: [placeOf.length], values: placeOf });
  const features = graph.node('Gather', [all, order], { axis: { kind: 'int', value: 1 } });
  return { features, inputs: [...inputs.values()] };
}

/** A model that reads no column still has to know how many rows there are. */
const rowInput: OnnxInput = { name: 'row', type: 'float', width: 1, meaning: 'any number: the model reads no column' };

type ReadInput = (input: OnnxInput) => string;

/** The outputs of one step, rows x outputs of float32. */
function stepNodes(graph: OnnxGraph, step: FittedStep, read: ReadInput): string {
  if (step.type === 'oneHot') return oneHotNodes(graph, step, read);
  if (step.type === 'categories') return categoryNodes(graph, step, read);
  if (step.type === 'expression') {
    const meaning = `the answer of ${step.expression}: 1 true, 0 false, NaN undefined`;
    return read({ name: step.outputs[0] ?? '', type: 'float', width: 1, meaning });
  }
  const b = numberNodes(graph);
  const value = read({
    name: step.column,
    type: 'double',
    width: 1,
    meaning: meanings[step.type === 'boolean' ? 'boolean' : step.kind],
  });
  if (step.type === 'number') return scaledNodes(b, step, value);
  if (step.type === 'boolean') return booleanNodes(b, step, value);
  return datePartNodes(b, step, value);
}

const meanings = {
  number: 'the number, NaN for missing',
  integer: 'the number, NaN for missing',
  boolean: '1 true, 0 false, NaN for missing',
  date: 'days since 1970-01-01, NaN for missing',
  instant: 'milliseconds since 1970-01-01 UTC, NaN for missing',
} as const;

const largestFloat32 = 3.4028234663852886e38;

function scaledNodes(b: NumberNodes, step: FittedNumber, value: string): string {
  const isMissing = b.isMissing(value);
  if (step.treatment === 'passThrough') {
    const present = b.where(isMissing, b.number(0), value);
    return b.asFloat(b.where(isMissing, b.number(Number.NaN), b.within(present, -largestFloat32, largestFloat32)));
  }
  const present = b.within(b.where(isMissing, b.number(step.median), value), step.lower, step.upper);
  const scaled = b.asFloat(b.divide(b.subtract(present, b.number(step.mean)), b.number(step.deviation)));
  return step.hasMissing ? b.beside([scaled, b.asFloat(isMissing)]) : scaled;
}

function booleanNodes(b: NumberNodes, step: FittedBoolean, value: string): string {
  const isMissing = b.isMissing(value);
  const filled = step.treatment === 'standardise' ? b.where(isMissing, b.number(step.share), value) : value;
  return step.hasMissing ? b.beside([b.asFloat(filled), b.asFloat(isMissing)]) : b.asFloat(filled);
}

/** The code of the level; NaN for missing, and for others where they have none. */
function categoryNodes(graph: OnnxGraph, step: FittedCategories, read: ReadInput): string {
  const codes = [...step.levels.keys(), Number.NaN];
  const other = step.hasOther ? step.levels.length : Number.NaN;
  return graph.mlNode('LabelEncoder', [readText(step, read)], {
    keys_strings: { kind: 'strings', value: [...step.levels, ''] },
    values_floats: { kind: 'floats', value: codes },
    default_float: { kind: 'float', value: other },
  });
}

function readText({ column, levels }: FittedOneHot | FittedCategories, read: ReadInput): string {
  if (levels.includes('')) throw new UnsupportedExport(`column ${column}`, 'the empty text stands for missing');
  return read({ name: column, type: 'string', width: 1, meaning: 'the text, the empty text for missing' });
}

/** Levels have the codes 0, 1, ...; then come others, then missing. */
function oneHotNodes(graph: OnnxGraph, step: FittedOneHot, read: ReadInput): string {
  const text = readText(step, read);
  const other = step.levels.length;
  const missing = other + 1;
  const code = graph.mlNode('LabelEncoder', [text], {
    keys_strings: { kind: 'strings', value: [...step.levels, ''] },
    values_int64s: { kind: 'ints', value: [...step.levels.keys(), missing] },
    default_int64: { kind: 'int', value: other },
  });
  const codes = [...step.levels.keys(), ...(step.hasOther ? [other] : []), ...(step.hasMissing ? [missing] : [])];
  const wanted = graph.constant({ type: 'int64', shape: [1, codes.length], values: codes });
  return graph.node('Cast', [graph.node('Equal', [code, wanted])], { to: { kind: 'int', value: 1 } });
}
