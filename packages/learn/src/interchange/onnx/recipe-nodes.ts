import type { FittedRecipe } from '../../recipe/fitted-recipe.ts';
import type { TracedColumn, TracedStep } from '../../recipe/recipe-trace.ts';
import { categories } from '../../recipe/steps/categories.ts';
import { clip } from '../../recipe/steps/clip.ts';
import { dateParts } from '../../recipe/steps/date-parts.ts';
import { expression } from '../../recipe/steps/expression.ts';
import { impute } from '../../recipe/steps/impute.ts';
import { oneHot } from '../../recipe/steps/one-hot.ts';
import { scale } from '../../recipe/steps/scale.ts';
import { traceRecipe } from '../../recipe/trace-recipe.ts';
import { datePartNodes } from './date-part-nodes.ts';
import { type NumberNodes, numberNodes } from './number-nodes.ts';
import type { OnnxInput } from './onnx-export.ts';
import type { OnnxGraph } from './onnx-graph.ts';
import { categoryNodes, oneHotNodes } from './text-nodes.ts';
import { UnsupportedExport } from './unsupported-export.ts';

export interface RecipeNodes {
  /** rows x features of float32, in canonical order. */
  readonly features: string;
  readonly inputs: readonly OnnxInput[];
}

/**
 * A fitted recipe as operators: each raw column is an input of its own. What an expression answers is an input too, 1, 0 or
 * NaN: ONNX has no such expressions. UnsupportedExport for a step that no default recipe has, and where a text column has the empty
 * text as a level.
 */
export function recipeNodes(graph: OnnxGraph, recipe: FittedRecipe): RecipeNodes {
  const inputs = new Map<string, OnnxInput>();
  const read = (input: OnnxInput): string => {
    if (!inputs.has(input.name)) graph.input(input);
    inputs.set(input.name, input);
    return input.name;
  };
  const trace = traceRecipe(recipe);
  const b = numberNodes(graph);
  const values = new Map<number, Value>();
  const columnValue = (column: number): Value => {
    const known = values.get(column);
    if (known !== undefined) return known;
    const { name, kind } = trace.columns[column] as TracedColumn;
    const isText = kind === 'text';
    const node = read({ name, type: isText ? 'string' : 'double', width: 1, meaning: meanings[kind] });
    const made = { node, place: 0, width: 1 };
    values.set(column, made);
    return made;
  };
  for (const step of trace.steps) {
    const columns = step.inputs.map((column) => trace.columns[column] as TracedColumn);
    const made = stepNodes({ graph, b, read }, step, columns, () =>
      columnNode(graph, columnValue(step.inputs[0] ?? -1)),
    );
    let at = 0;
    for (const { node, width } of made)
      for (let place = 0; place < width; place++) values.set(step.outputs[at++] as number, { node, place, width });
  }
  const features = trace.features();
  if (features.length === 0) return { features: read(rowInput), inputs: [...inputs.values()] };
  const parts: string[] = [];
  const begins = new Map<string, number>();
  let width = 0;
  for (const { column } of features) {
    const value = columnValue(column);
    if (begins.has(value.node)) continue;
    begins.set(value.node, width);
    width += value.width;
    parts.push(b.asFloat(value.node));
  }
  const all = graph.node('Concat', parts, { axis: { kind: 'int', value: 1 } });
  const placeOf = features.map(({ column }) => (begins.get(columnValue(column).node) ?? 0) + columnValue(column).place);
  const order = graph.constant({ type: 'int64', shape: [placeOf.length], values: placeOf });
  return {
    features: graph.node('Gather', [all, order], { axis: { kind: 'int', value: 1 } }),
    inputs: [...inputs.values()],
  };
}

/** A column of a node: rows x width. */
interface Value {
  readonly node: string;
  readonly place: number;
  readonly width: number;
}

/** Columns of a step that stand beside each other. */
interface Made {
  readonly node: string;
  readonly width: number;
}

function columnNode(graph: OnnxGraph, { node, place, width }: Value): string {
  if (width === 1) return node;
  const at = graph.constant({ type: 'int64', shape: [1], values: [place] });
  return graph.node('Gather', [node, at], { axis: { kind: 'int', value: 1 } });
}

/** A model that reads no column still has to know how many rows there are. */
const rowInput: OnnxInput = { name: 'row', type: 'float', width: 1, meaning: 'any number: the model reads no column' };

const meanings = {
  number: 'the number, NaN for missing',
  integer: 'the number, NaN for missing',
  boolean: '1 true, 0 false, NaN for missing',
  date: 'days since 1970-01-01, NaN for missing',
  instant: 'milliseconds since 1970-01-01 UTC, NaN for missing',
  text: 'the text, the empty text for missing',
} as const;

interface Making {
  readonly graph: OnnxGraph;
  readonly b: NumberNodes;
  readonly read: (input: OnnxInput) => string;
}

/** The outputs of one step, in their order. */
function stepNodes(
  { graph, b, read }: Making,
  { definition, learned }: TracedStep,
  inputs: readonly TracedColumn[],
  value: () => string,
): readonly Made[] {
  const path = definition.name;
  const column = inputs[0]?.name ?? '';
  switch (path) {
    case expression.name: {
      const { name, expression: text } = expression.parse(learned, path, inputs);
      const meaning = `the answer of ${text}: 1 true, 0 false, NaN undefined`;
      return [{ node: read({ name, type: 'float', width: 1, meaning }), width: 1 }];
    }
    case oneHot.name:
      return [oneHotNodes(graph, oneHot.parse(learned, path, inputs), column, value())];
    case categories.name:
      return [{ node: categoryNodes(graph, categories.parse(learned, path, inputs), column, value()), width: 1 }];
    case dateParts.name:
      return [datePartNodes(b, dateParts.parse(learned, path, inputs), inputs[0]?.kind === 'instant', value())];
    case 'passThrough': {
      const isMissing = b.isMissing(value());
      const present = b.within(b.where(isMissing, b.number(0), value()), -largestFloat32, largestFloat32);
      return [{ node: b.where(isMissing, b.number(Number.NaN), present), width: 1 }];
    }
    case clip.name: {
      const { lower, upper } = clip.parse(learned, path, inputs);
      const isMissing = b.isMissing(value());
      const held = b.within(b.where(isMissing, b.number(lower), value()), lower, upper);
      return [{ node: b.where(isMissing, b.number(Number.NaN), held), width: 1 }];
    }
    case scale.name: {
      const { centre, spread } = scale.parse(learned, path, inputs);
      return [{ node: b.divide(b.subtract(value(), b.number(centre)), b.number(spread)), width: 1 }];
    }
    case impute.name: {
      const { fill, isFlagged } = impute.parse(learned, path, inputs);
      if (typeof fill === 'string') break;
      const isMissing = b.isMissing(value());
      const filled = { node: b.where(isMissing, b.number(fill), value()), width: 1 };
      return isFlagged ? [filled, { node: b.asFloat(isMissing), width: 1 }] : [filled];
    }
  }
  throw new UnsupportedExport(`the step ${definition.name} of ${column}`, 'it has no operators in ONNX here');
}

const largestFloat32 = 3.4028234663852886e38;
