import type { RecipeTrace } from './recipe-trace.ts';

/** Steps that share columns with each other and with no step of another lane, in their order, and the inputs they read. */
export interface RecipeLane {
  /** Places among the steps of the trace. */
  readonly steps: readonly number[];
  /** Columns of the table, by their number in the trace. */
  readonly inputs: readonly number[];
}

/** The steps of a recipe as lanes that can run one after another or side by side. */
export function recipeLanes(trace: Pick<RecipeTrace, 'columns' | 'steps'>): readonly RecipeLane[] {
  // Each column points to another of its lane, the first of all to itself.
  const parents = trace.columns.map((_, number) => number);
  const firstOf = (number: number): number => {
    let first = number;
    while (parents[first] !== first) first = parents[first] as number;
    return first;
  };
  for (const { inputs, outputs } of trace.steps) {
    const [one, ...others] = [...inputs, ...outputs];
    for (const other of others) parents[firstOf(other)] = firstOf(one as number);
  }
  const lanes = new Map<number, { steps: number[]; inputs: number[] }>();
  for (const [place, { inputs, outputs }] of trace.steps.entries()) {
    const first = firstOf(inputs[0] ?? outputs[0] ?? -1);
    const lane = lanes.get(first) ?? { steps: [], inputs: [] };
    lanes.set(first, lane);
    lane.steps.push(place);
    for (const input of inputs) if (trace.columns[input]?.isMade === false) lane.inputs.push(input);
  }
  return [...lanes.values()].map(({ steps, inputs }) => ({ steps, inputs: [...new Set(inputs)] }));
}
