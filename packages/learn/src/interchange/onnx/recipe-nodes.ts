import type { FittedRecipe } from '../../recipe/fitted-recipe.ts';
import type { TracedColumn } from '../../recipe/recipe-trace.ts';
import { traceRecipe } from '../../recipe/trace-recipe.ts';
import type { ColumnValue } from './column-value.ts';
import { type NumberNodes, numberNodes } from './number-nodes.ts';
import type { OnnxInput } from './onnx-export.ts';
import type { OnnxGraph } from './onnx-graph.ts';
import { type StepMaking, stepNodes } from './step-nodes.ts';
import type { TextValue } from './text-nodes.ts';

export interface RecipeNodes {
  /** rows x features of float32, in canonical order. */
  readonly features: string;
  readonly inputs: readonly OnnxInput[];
}

/**
 * A fitted recipe as operators: each raw column is an input of its own. What an expression answers is an input too: ONNX has no such
 * expressions. UnsupportedExport for a step that standard operators cannot say, and where a text column has the empty text as
 * a level.
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
  const values = new Map<number, ColumnValue>();
  const columnValue = (column: number): ColumnValue => {
    const known = values.get(column);
    if (known !== undefined) return known;
    const { name, kind } = trace.columns[column] as TracedColumn;
    const type = kind === 'text' ? 'string' : 'double';
    const made = { node: read({ name, type, width: 1, meaning: meanings[kind] }), place: 0, width: 1, type } as const;
    values.set(column, made);
    return made;
  };
  for (const step of trace.steps) {
    const columns = step.inputs.map((column) => trace.columns[column] as TracedColumn);
    const making = stepMaking(graph, b, read, columns, (place) => columnValue(step.inputs[place] ?? -1));
    const outputs = stepNodes(making, step, columns).flatMap(({ place = 0, count, ...value }): readonly ColumnValue[] =>
      Array.from({ length: count ?? value.width - place }, (_, i) => ({ ...value, place: place + i })),
    );
    for (const [at, value] of outputs.entries()) values.set(step.outputs[at] as number, value);
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
    parts.push(value.type === 'float' ? value.node : heldFloat(b, value.node));
  }
  const all = graph.node('Concat', parts, { axis: { kind: 'int', value: 1 } });
  const placeOf = features.map(({ column }) => (begins.get(columnValue(column).node) ?? 0) + columnValue(column).place);
  const order = graph.constant({ type: 'int64', shape: [placeOf.length], values: placeOf });
  return {
    features: graph.node('Gather', [all, order], { axis: { kind: 'int', value: 1 } }),
    inputs: [...inputs.values()],
  };
}

function stepMaking(
  graph: OnnxGraph,
  b: NumberNodes,
  read: StepMaking['read'],
  columns: readonly TracedColumn[],
  column: StepMaking['column'],
): StepMaking {
  return {
    graph,
    b,
    read,
    column,
    number(place) {
      const value = column(place);
      const node = columnNode(graph, value);
      return value.type === 'float' ? b.asDouble(node) : node;
    },
    text(place): TextValue {
      const { node, filledWith } = column(place);
      const name = columns[place]?.name ?? '';
      return { column: name, node, ...(filledWith !== undefined && { filledWith }) };
    },
  };
}

function columnNode(graph: OnnxGraph, { node, place, width }: ColumnValue): string {
  if (width === 1) return node;
  const at = graph.constant({ type: 'int64', shape: [1], values: [place] });
  return graph.node('Gather', [node, at], { axis: { kind: 'int', value: 1 } });
}

const largestFloat32 = 3.4028234663852886e38;

/** Beyond float32 a value would turn infinite: it is held at the largest, as `applyRecipe` does. */
function heldFloat(b: NumberNodes, value: string): string {
  const isMissing = b.isMissing(value);
  const held = b.within(b.where(isMissing, b.number(0), value), -largestFloat32, largestFloat32);
  return b.asFloat(b.where(isMissing, b.number(Number.NaN), held));
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
